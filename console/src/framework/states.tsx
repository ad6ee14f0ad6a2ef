// What a screen shows when it has no rows to show: loading, empty, no right, failed, stale.
import { CloseCircleOutlined, CloudOutlined, InboxOutlined, LockOutlined, QuestionOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Refused } from "../api/client";
import { t } from "./i18n";

export function State({ sign, title, children, actions }: { sign: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="state" role="status">
      <span className="sign" aria-hidden>{sign}</span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}

export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return <State sign={<InboxOutlined aria-hidden />} title={title} actions={actions}>{children}</State>;
}

export function Loading({ lines = 6 }: { lines?: number }) {
  return (
    <div style={{ display: "grid", gap: 16, padding: 20 }} role="status" aria-label={t("Loading")}>
      {Array.from({ length: lines }, (_, place) => <span key={place} className="ghost" style={{ inlineSize: `${88 - ((place * 17) % 40)}%` }} />)}
    </div>
  );
}

/** A no in the place of a whole screen or list. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const refused = error instanceof Refused ? error : null;
  const retry = again && <Button onClick={again}>{t("Try again")}</Button>;
  if (refused?.status === 403) {
    return <State sign={<LockOutlined aria-hidden />} title={t("This key may not see this")}>{refused.message} <RequestId of={refused} /></State>;
  }
  if (refused?.status === 404) {
    return <State sign={<QuestionOutlined aria-hidden />} title={refused.problem?.title ?? t("Not found")}>{refused.problem?.detail} <RequestId of={refused} /></State>;
  }
  if (refused?.status === 0) {
    return <State sign={<CloudOutlined aria-hidden />} title={t("The server cannot be reached")} actions={retry}>{t("What you typed is kept. The console tries again when you do.")}</State>;
  }
  return (
    <State sign={<CloseCircleOutlined aria-hidden />} title={refused?.problem?.title ?? t("Something went wrong")} actions={retry}>
      {refused?.problem?.detail ?? String(error instanceof Error ? error.message : error)} <RequestId of={refused} />
    </State>
  );
}

function RequestId({ of }: { of: Refused | null }) {
  return of?.problem ? <span className="id mono quiet" style={{ display: "block", fontSize: 12 }}>{of.problem.request_id}</span> : null;
}

/** A no beside what was wanted: the API's words, what to do, and the request's id for whoever has to look it up. */
export function ProblemNote({ error }: { error: unknown }) {
  if (!error) return null;
  const refused = error instanceof Refused ? error : null;
  const problem = refused?.problem;
  const title = problem?.title ?? (refused?.status === 0 ? t("The server cannot be reached") : t("Something went wrong"));
  const detail = problem?.detail ?? (refused?.status === 0 ? t("Nothing is lost: send it again, it is done once.") : error instanceof Error ? error.message : "");
  return (
    <div className={`problem ${refused?.status === 0 || refused?.status === 503 ? "mild" : ""}`} role="alert">
      <div>
        <div className="what">{title}</div>
        <div>{detail}</div>
        {problem?.help && <div>{problem.help}</div>}
        {problem && <div className="id mono">{problem.request_id}</div>}
      </div>
    </div>
  );
}
