// The door: a key is shown once; what comes back is a cookie no script can read.
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { Refused, api, asked } from "../api/client";
import { t } from "./i18n";
import { ProblemNote } from "./states";

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

/** Before anything was seen; or, when a session ended in the middle of work, over the work. */
export default function Gate({ done, again }: { done: () => void; again?: boolean }) {
  if (again) {
    return (
      <Modal open title={t("Your session has ended")} footer={null} closable={false} mask={{ closable: false }} destroyOnHidden>
        <p style={{ marginBlockEnd: 16 }}>{t("Enter again; what you were doing is still here.")}</p>
        <SignIn done={done} />
      </Modal>
    );
  }
  return (
    <main className="sign-in">
      <section className="card">
        <h1 style={{ display: "flex", alignItems: "center", gap: 12, fontSize: 22, marginBlockEnd: 20 }}>
          <img src="/mark.svg" alt="" width={32} height={32} />
          Hanse
        </h1>
        <SignIn done={done} />
      </section>
    </main>
  );
}
