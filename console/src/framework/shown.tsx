// Small things that every screen shows the same way: money, moments, states, ids, facts.
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { ZONES, ago, money, time, type Money as Amount } from "./format";
import { t } from "./i18n";
import { useSettings } from "./settings";
import { tone, word, type Kind } from "./words";


export function Money({ of, strong }: { of: Amount | null | undefined; strong?: boolean }) {
  const text = <span className="figures id">{money(of)}</span>;
  return strong ? <b>{text}</b> : text;
}

/** A tax as far as it is known: nothing is not 0 while it is not determined. */
export function Tax({ of, status }: { of: Amount | null | undefined; status: string }) {
  return status === "not_determined" && Number(of?.amount) === 0 ? <>—</> : <Money of={of} />;
}

/** A moment in the chosen zone; others stand in its tip. */
export function Time({ at, relative }: { at: string | null | undefined; relative?: boolean }) {
  const { zone } = useSettings();
  if (!at) return <span className="quiet">—</span>;
  const others = [...new Set([zone, ...ZONES])].map((one) => (
    <div key={one} style={{ display: "flex", gap: 12, justifyContent: "space-between" }}>
      <span className="id">{one}</span>
      <span className="figures">{time(at, one, true)}</span>
    </div>
  ));
  return (
    <Tooltip title={<div>{others}</div>} styles={{ root: { maxWidth: 420 } }} mouseEnterDelay={0.4}>
      <time dateTime={at}>{relative ? ago(at) : time(at)}</time>
    </Tooltip>
  );
}

export function Pill({ kind, value }: { kind: Kind; value: string | null | undefined }) {
  if (!value) return <span className="quiet">—</span>;
  return <span className={`pill ${tone(kind, value)}`}>{word(kind, value)}</span>;
}

export function Id({ children }: { children: ReactNode }) {
  if (!children || children === "—") return <span className="quiet">—</span>;
  return <span className="id mono">{children}</span>;
}

/** Names and values; `sums` are amounts, which stand under each other. */
export function Facts({ of, sums }: { of: [name: string, value: ReactNode][]; sums?: boolean }) {
  return (
    <dl className={sums ? "facts sums" : "facts"}>
      {of.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value ?? "—"}</dd>])}
    </dl>
  );
}

export function Card({ title, more, children, bare }: { title?: ReactNode; more?: ReactNode; children: ReactNode; bare?: boolean }) {
  return (
    <section className="card">
      {title && (
        <h2>
          {title}
          {more && <span className="more">{more}</span>}
        </h2>
      )}
      {bare ? children : <div className="body" style={title ? undefined : { paddingBlockStart: 16 }}>{children}</div>}
    </section>
  );
}

/** A small table inside a card: a dozen rows, no paging. The last word of a column's name says how it stands. */
export type Column<Row> = { name: string; show: (row: Row) => ReactNode; end?: boolean; wraps?: boolean; /** Not on a phone. */ wide?: boolean };

export function SmallTable<Row>({ rows, columns, name, total }: { rows: Row[]; columns: Column<Row>[]; name: string; /** What all rows come to, as the API says it. */ total?: Row | undefined }) {
  if (rows.length === 0) return <p className="quiet" style={{ padding: "0 16px 16px" }}>{t("Nothing here yet")}</p>;
  return (
    <div className="small-table" tabIndex={0} role="region" aria-label={name}>
      <table className="rows" aria-label={name}>
        <thead>
          <tr>{columns.map((one) => <th key={one.name} scope="col" className={`${one.end ? "end" : ""} ${one.wide ? "wide-only" : ""}`}>{one.name || <span className="hidden">{t("Actions")}</span>}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {columns.map((one) => <td key={one.name} className={`${one.end ? "end" : ""} ${one.wraps ? "wraps" : ""} ${one.wide ? "wide-only" : ""}`}>{one.show(row)}</td>)}
            </tr>
          ))}
        </tbody>
        {total !== undefined && (
          <tfoot>
            <tr>{columns.map((one, at) => (at === 0 ? <th key={one.name} scope="row">{t("Total")}</th> : <td key={one.name} className={`${one.end ? "end" : ""} ${one.wide ? "wide-only" : ""}`}>{one.show(total)}</td>))}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
