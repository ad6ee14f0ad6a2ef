// A form in a drawer: one wish, sent once. What was typed stays when the API says no; the no stands beside its field.
import { Button, Drawer, Grid } from "antd";
import { useEffect, type ReactNode } from "react";
import type { Refused } from "../api/client";
import { t } from "./i18n";
import { SmallTable } from "./shown";
import { ProblemNote } from "./states";

export function FormDrawer(props: {
  open: boolean;
  title: string;
  close: () => void;
  send: () => void;
  sending: boolean;
  error: Refused | null;
  ready?: boolean;
  word: string;
  danger?: boolean;
  /** Holds a table. */
  wide?: boolean;
  children: ReactNode;
}) {
  const desk = Grid.useBreakpoint().sm;
  useEffect(() => {
    if (!props.open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && props.ready !== false) props.send();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  return (
    <Drawer
      open={props.open}
      onClose={props.close}
      title={props.title}
      size={desk ? (props.wide ? 760 : 440) : "100%"}
      destroyOnHidden
      footer={
        <div style={{ display: "grid", gap: 12 }}>
          <ProblemNote error={props.error} />
          <div className="row">
            <Button type="primary" danger={props.danger ?? false} loading={props.sending} disabled={props.ready === false} onClick={props.send}>{props.word}</Button>
            <Button onClick={props.close}>{t("Close")}</Button>
            <span className="quiet wide-only" style={{ marginInlineStart: "auto" }}><kbd>Ctrl</kbd> <kbd>↵</kbd></span>
          </div>
        </div>
      }
    >
      <form className="form" onSubmit={(event) => { event.preventDefault(); if (props.ready !== false) props.send(); }}>
        {props.children}
        <button type="submit" hidden disabled={props.ready === false} aria-hidden tabIndex={-1} />
      </form>
    </Drawer>
  );
}

/** Somebody was faster with the same thing: what was typed and what stands there now, where the two differ. */
export function BothSides({ of }: { of: [name: string, mine: string, theirs: string][] }) {
  return (
    <div className="problem mild" role="alert">
      <div>
        <div className="what">{t("Somebody else changed it meanwhile")}</div>
        <p>{t("Nothing was written. Where the two differ, both are shown.")}</p>
        <SmallTable name={t("Both sides")} rows={of.filter(([, mine, theirs]) => mine !== theirs)} columns={[{ name: t("Field"), show: ([name]) => name }, { name: t("Yours"), wraps: true, show: ([, mine]) => mine || "—" }, { name: t("Theirs"), wraps: true, show: ([, , theirs]) => theirs || "—" }]} />
      </div>
    </div>
  );
}

export function Field({ name, children, hint, wrong }: { name: string; children: ReactNode; hint?: ReactNode; wrong?: string | undefined }) {
  return (
    <label>
      {name}
      {children}
      {hint && <span className="quiet" style={{ fontSize: 12 }}>{hint}</span>}
      {wrong && <span className="wrong" role="alert">{wrong}</span>}
    </label>
  );
}

/** The API's word on one field, when its no is about that field. */
export function wrongAt(error: Refused | null, ...fields: string[]): string | undefined {
  const field = error?.problem?.field;
  return field && fields.some((one) => field === one || field.startsWith(`${one}/`)) ? error?.problem?.detail : undefined;
}
