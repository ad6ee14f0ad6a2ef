// Who sits here. The key is shown to the server once; the browser keeps a cookie that no script can read.
import { Button, Input, Modal } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { Refused, api, asked, onSignedOut, type Schemas } from "../api/client";
import { t } from "./i18n";
import { Loading, ProblemNote, Failed } from "./states";

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

function SignIn({ done }: { done: () => void }) {
  const [key, setKey] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    setError(null);
    try {
      await asked(api.POST("/v1/session", { headers: { Authorization: `Bearer ${key.trim()}` } }));
      done();
    } catch (no) {
      setError(no instanceof Refused && no.status === 401 ? new Error(t("This key is not known here, or it was revoked or has expired.")) : no);
      setBusy(false);
    }
  };
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void enter(); }}>
      <label>
        {t("API key")}
        <Input.Password autoFocus size="large" autoComplete="current-password" name="key" value={key} placeholder="hk_…" onChange={(event) => setKey(event.target.value)} className="mono" />
      </label>
      <ProblemNote error={error} />
      <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!key.trim()}>{t("Enter")}</Button>
      <p className="quiet" style={{ fontSize: 12 }}>{t("A key comes from “hanse keys issue”; “make run” prints one for the demo company. It is exchanged for a session that ends after 12 hours unused.")}</p>
    </form>
  );
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
    return (
      <main className="sign-in">
        <section className="card">
          <h1 style={{ display: "flex", alignItems: "center", gap: 12, fontSize: 22, marginBlockEnd: 20 }}>
            <img src="/mark.svg" alt="" width={32} height={32} />
            Hanse
          </h1>
          <SignIn done={entered} />
        </section>
      </main>
    );
  }
  return (
    <Here.Provider value={session.data}>
      {children}
      <Modal open={out} title={t("Your session has ended")} footer={null} closable={false} mask={{ closable: false }} destroyOnHidden>
        <p style={{ marginBlockEnd: 16 }}>{t("Enter again; what you were doing is still here.")}</p>
        <SignIn done={entered} />
      </Modal>
    </Here.Provider>
  );
}
