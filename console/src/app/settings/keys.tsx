// API keys: who may do what. A key's secret is told once and kept nowhere.
import { CopyOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { beginOf, later, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { List } from "../../framework/list";
import { AskReason } from "../../framework/reason";
import { useMay, useSession } from "../../framework/session";
import { useSettings } from "../../framework/settings";
import { Id, Pill, Time } from "../../framework/shown";
import { Empty } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { codes, word } from "../../framework/words";

type Key = Schemas["KeyWire"];

export function Keys() {
  const { actor } = useSession();
  const [issuing, setIssuing] = useState(false);
  const [issued, setIssued] = useState<Schemas["IssuedWire"] | null>(null);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const revoke = useWrite((wish: { id: string; reason?: string }, key: string) => asked(api.POST("/v1/keys/{key}/revoke", { params: { path: { key: wish.id }, header: { "Idempotency-Key": key } }, body: { reason: wish.reason } })), {
    stale: ["keys"],
    done: () => { tell(t("Revoked")); setRevoking(null); },
  });
  const issue = <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setIssuing(true)}>{t("Issue a key")}</Button>;
  return (
    <>
      <List<Key>
        name="keys"
        title={t("API keys")}
        question={{}}
        load={(cursor, signal) => asked(api.GET("/v1/keys", { params: { query: { cursor, limit: 100 } }, signal }))}
        id={(one) => one.id}
        columns={[
          { id: "label", name: t("What it is for"), show: (one) => <>{one.label}{one.id === actor && <span className="quiet"> · {t("this one")}</span>}</> },
          { id: "prefix", name: t("Begins with"), show: (one) => <Id>{one.prefix}…</Id> },
          { id: "state", name: t("State"), show: (one) => <Pill kind="key_state" value={one.state} /> },
          { id: "scopes", name: t("May"), show: (one) => <span title={one.scopes.map((scope) => word("scope", scope)).join("\n")}>{one.scopes.filter((scope) => !one.scopes.includes("admin") || ["admin", "persons:read"].includes(scope)).map((scope) => word("scope", scope)).join(", ")}</span> },
          { id: "expires_at", name: t("Ends"), show: (one) => (one.revoked_at ? <Time at={one.revoked_at} /> : one.expires_at ? <Time at={one.expires_at} /> : t("never")) },
          { id: "created_at", name: t("Issued"), show: (one) => <Time at={one.created_at} /> },
          { id: "created_by", name: t("By"), extra: true, show: (one) => <Id>{one.created_by}</Id> },
          { id: "id", name: t("Hanse number"), extra: true, show: (one) => <Id>{one.id}</Id> },
          { id: "do", name: "", show: (one) => one.state === "active" && <Button size="small" danger onClick={() => { revoke.reset(); setRevoking(one); }}>{t("Revoke …")}</Button> },
        ]}
        filters={issue}
        empty={<Empty title={t("There are no keys")} actions={issue} />}
      />
      {issuing && <Issue close={() => setIssuing(false)} done={(key) => { setIssuing(false); setIssued(key); }} />}
      <Modal open={issued !== null} title={t("The key “{label}”", { label: issued?.label ?? "" })} closable={false} mask={{ closable: false }} footer={<Button type="primary" onClick={() => setIssued(null)}>{t("I have kept it")}</Button>} destroyOnHidden>
        {issued?.secret ? <Secret of={issued.secret} /> : <p>{t("The key was issued, and its secret was told when it was. Whoever missed it revokes the key and issues another.")}</p>}
      </Modal>
      <AskReason open={revoking !== null} danger optional title={t("Revoke the key “{label}”?", { label: revoking?.label ?? "" })} word={t("Revoke")} hint={t("Stands in the record; no names of people.")} sending={revoke.isPending} error={revoke.error} close={() => setRevoking(null)} send={(reason) => revoking && revoke.mutate({ id: revoking.id, reason: reason || undefined })}>
        <p>{revoking?.id === actor ? t("You are here with this key: your session ends with it.") : t("Whatever uses it is refused from now on. There is no undo.")}</p>
      </AskReason>
    </>
  );
}

function Secret({ of }: { of: string }) {
  // Where a page is not served from a safe origin, browsers have no clipboard for scripts.
  const copy = () => navigator.clipboard?.writeText(of).then(() => tell(t("Copied")));
  return (
    <div className="form">
      <p>{t("It is shown this once and kept nowhere. Put it where it belongs before you close this.")}</p>
      <div className="row" style={{ flexWrap: "nowrap" }}>
        <Input readOnly autoFocus className="mono" aria-label={t("The key itself")} value={of} onFocus={(event) => event.target.select()} />
        <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>{t("Copy")}</Button>
      </div>
    </div>
  );
}

const TERMS = ["30", "90", "365", "never"] as const;

function Issue({ close, done }: { close: () => void; done: (key: Schemas["IssuedWire"]) => void }) {
  const may = useMay();
  const { zone } = useSettings();
  const [label, setLabel] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const [term, setTerm] = useState<(typeof TERMS)[number]>("365");
  const write = useWrite((wish: Schemas["IssueKey"], key: string) => asked(api.POST("/v1/keys", { params: { header: { "Idempotency-Key": key } }, body: wish })), { stale: ["keys"], done });
  const terms = { "30": t("in 30 days"), "90": t("in 90 days"), "365": t("in a year"), never: t("never") };
  const send = () => write.mutate({ label: label.trim(), scopes, expires_at: term === "never" ? undefined : beginOf(later(today(zone), Number(term) + 1), zone) });
  return (
    <FormDrawer open title={t("Issue a key")} word={t("Issue a key")} close={close} send={send} sending={write.isPending} error={write.error} ready={Boolean(label.trim() && scopes.length > 0)}>
      <Field name={t("What it is for")} hint={t("In your words, such as shop front. Name no person.")} wrong={wrongAt(write.error, "/label")}><Input autoFocus maxLength={100} value={label} onChange={(event) => setLabel(event.target.value)} /></Field>
      <Field name={t("Ends")} hint={t("A key that ends by itself is one fewer to forget.")} wrong={wrongAt(write.error, "/expires_at")}><Select value={term} onChange={setTerm} options={TERMS.map((value) => ({ value, label: terms[value] }))} /></Field>
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <legend style={{ padding: 0, marginBlockEnd: 8, color: "var(--ink-2)", fontSize: 13 }}>{t("What it may do")}</legend>
        <Checkbox.Group style={{ display: "grid", gap: 6 }} value={scopes} onChange={setScopes} options={codes("scope").map((value) => ({ value, disabled: !may(value), label: <>{word("scope", value)} <span className="quiet mono" style={{ fontSize: 11 }}>{value}</span></> }))} />
        <p className="quiet" style={{ marginBlockStart: 8, fontSize: 12 }}>{t("What your own key may not do, you cannot hand on.")}</p>
      </fieldset>
    </FormDrawer>
  );
}
