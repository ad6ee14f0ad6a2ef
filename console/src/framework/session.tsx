// Who sits here. The key is shown to the server once; the browser keeps a cookie that no script can read.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, createContext, lazy, useContext, useEffect, useState, type ReactNode } from "react";
import { Refused, api, asked, onSignedOut, type Schemas } from "../api/client";
import { forgetKept, keptOf } from "./kept";
import { Failed, Loading } from "./states";

// Whoever is signed in does not need it.
const Gate = lazy(() => import("./sign-in"));

type Session = Schemas["SessionWire"];
const Here = createContext<Session | null>(null);

/** Who is signed in, and what they may do. */
export function useSession(): Session {
  const session = useContext(Here);
  if (!session) throw new Error("outside of the session");
  return session;
}

export function useMay(): (scope: string) => boolean {
  const { scopes } = useSession();
  return (scope) => scopes.includes(scope) || (scope !== "persons:read" && scopes.includes("admin"));
}

/** The rights without which a screen is not opened; the paths as in `routes.tsx`. */
export const NEEDS: Record<string, string[]> = {
  "/figures/$measure": ["figures:read"],
  "/orders": ["orders:read"],
  "/orders/new": ["orders:read", "orders:write", "prices:read"],
  "/orders/$order": ["orders:read"],
  "/queues": ["orders:read"],
  "/returns": ["orders:read"],
  "/returns/$return": ["orders:read"],
  "/customers": ["customers:read"],
  "/customers/$customer": ["customers:read"],
  "/products": ["catalogue:read"],
  "/products/$product": ["catalogue:read"],
  "/inventory": ["stock:read"],
  "/inventory/$variant": ["stock:read"],
  "/warehouse": ["orders:read", "orders:write", "stock:read"],
  "/money": ["ledger:read"],
  "/imports": ["import"],
  "/imports/$import": ["import"],
};
export const mayAll = (may: (scope: string) => boolean, scopes: readonly string[] = []) => scopes.every(may);

export async function leave(): Promise<void> {
  forgetKept();
  await api.DELETE("/v1/session");
  sessionStorage.clear();
  location.assign("/");
}

/** Who is signed in; `null` is nobody. On a bench that nobody answers, who worked there last: what they do is asked again when it is sent. */
async function who(): Promise<Session | null> {
  try {
    return await asked(api.GET("/v1/session"));
  } catch (no) {
    if (no instanceof Refused && no.status === 401) {
      forgetKept();
      return null;
    }
    const kept = no instanceof Refused && no.status === 0 && location.pathname.startsWith("/warehouse") ? keptOf<Session>("session") : undefined;
    if (kept) return kept;
    throw no;
  }
}

/** Everything that needs somebody signed in. When a session ends in the middle of work, the work stays under the door. */
export function Door({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [out, setOut] = useState(false);
  const session = useQuery({
    queryKey: ["session"],
    queryFn: who,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  useEffect(() => onSignedOut(() => setOut(true)), []);
  const entered = () => {
    setOut(false);
    void client.invalidateQueries();
  };
  if (session.isPending) return <Loading />;
  if (session.isError) return <Failed error={session.error} again={() => void session.refetch()} />;
  if (!session.data) {
    return <Suspense fallback={<Loading />}><Gate done={entered} /></Suspense>;
  }
  return (
    <Here.Provider value={session.data}>
      {children}
      {out && <Suspense><Gate done={entered} again /></Suspense>}
    </Here.Provider>
  );
}
