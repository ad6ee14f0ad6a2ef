// Who sits here. The key is shown to the server once; the browser keeps a cookie that no script can read.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, createContext, lazy, useContext, useEffect, useState, type ReactNode } from "react";
import { Refused, api, asked, onSignedOut, type Schemas } from "../api/client";
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

export async function leave(): Promise<void> {
  await api.DELETE("/v1/session");
  location.assign("/");
}

/** Everything that needs somebody signed in. When a session ends in the middle of work, the work stays under the door. */
export function Door({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [out, setOut] = useState(false);
  const session = useQuery({
    queryKey: ["session"],
    queryFn: () => asked(api.GET("/v1/session")).catch((no: unknown) => (no instanceof Refused && no.status === 401 ? null : Promise.reject(no))),
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
