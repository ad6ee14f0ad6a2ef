// Why an order is taxed as it is, and why this warehouse: the API's own decisions, in words.
import type { Order } from "./actions";
import { figure, number, percent } from "../../framework/format";
import { t } from "../../framework/i18n";
import { Card, Id, Money, Pill, SmallTable } from "../../framework/shown";
import { word } from "../../framework/words";

type Amount = { amount: string; currency: string };
/** A leg of tax as `centres/tax` answers it; the document leaves its shape open. */
export type Leg = {
  leg: string; place: string; treatment: string; scheme: string; category?: string; liable: string; rate?: string; base?: Amount; tax?: Amount;
  status: { is: string; why?: string; ask?: string; until?: string[] }; rule?: string; rule_status?: string; source?: string; rate_source?: string; evidence?: string[]; assumed?: string[];
};
type TaxAnswer = { legs?: Leg[] };
type Candidate = { code: string; scored?: { total: number; cost: number; time: number; duty?: number; service: string; days: [number, number]; lane?: string; duty_unknown?: boolean }; refused?: unknown; why?: unknown };
type Decisions = { sourcing?: { currency: string; legs?: { code: string; service?: string }[]; candidates?: Candidate[] } };

export function legsOf(answer: unknown): Leg[] {
  return (answer as TaxAnswer | null)?.legs ?? [];
}

export function TaxTable({ lines }: { lines: { line: number; sku: string; tax_answer: unknown }[] }) {
  const rows = lines.flatMap((line) => legsOf(line.tax_answer).map((leg, place) => ({ line, leg, first: place === 0 })));
  return (
    <SmallTable
      name={t("Tax")}
      rows={rows}
      columns={[
        { name: t("Line"), show: ({ line, first }) => (first ? <>{line.line}<div><Id>{line.sku}</Id></div></> : "") },
        { name: t("Treatment, rule and source"), wraps: true, show: ({ leg }) => (
          <div style={{ minInlineSize: 200 }}>
            {word("treatment", leg.treatment)}
            <div className="quiet" style={{ fontSize: 12 }}>{leg.place} · {word("scheme", leg.scheme)}{leg.category ? ` · ${leg.category}` : ""} · {t("owed by {who}", { who: word("liable", leg.liable) })}</div>
            <div style={{ fontSize: 12 }}>
              {leg.rule && <span className="row"><Id>{leg.rule}</Id> <Pill kind="rule_status" value={leg.rule_status} /></span>}
              <div className="quiet">{leg.source}</div>
              {leg.rate_source && <div className="quiet">{leg.rate_source}</div>}
              {(leg.assumed?.length ?? 0) > 0 && <div>{t("assumed: {what}", { what: leg.assumed?.join(", ").replaceAll("_", " ") ?? "" })}</div>}
            </div>
          </div>
        ) },
        { name: t("State"), wraps: true, show: ({ leg }) => <div><Pill kind="tax_status" value={leg.status.is} />{leg.status.why && <div style={{ fontSize: 12 }}>{word("why", leg.status.why)}{leg.status.ask ? ` → ${word("liable", leg.status.ask)}` : ""}</div>}{leg.status.until && <div style={{ fontSize: 12 }}>{t("until: {proofs}", { proofs: leg.status.until.map((one) => word("proof", one)).join(", ") })}</div>}</div> },
        { name: t("Rate|tax"), end: true, show: ({ leg }) => (leg.rate ? percent(leg.rate) : "—") },
        { name: t("Base"), end: true, show: ({ leg }) => <Money of={leg.base} /> },
        { name: t("Tax"), end: true, show: ({ leg }) => <Money of={leg.tax} /> },
      ]}
    />
  );
}

export function TaxCard({ order }: { order: Order }) {
  return (
    <Card title={t("Tax")} more={<Pill kind="tax_status" value={order.tax_status} />} bare>
      {order.proofs_missing.length > 0 && <p style={{ padding: "0 16px 12px" }}>{t("Still to be proved: {proofs}", { proofs: order.proofs_missing.map((one) => word("proof", one)).join(", ") })}</p>}
      <TaxTable lines={order.lines} />
    </Card>
  );
}

/** Minor units of the sourcing score as an amount; its currency's own decimals. */
function score(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return figure(minor < 0 ? `-${amount}` : amount);
}

export function SourcingTable({ decisions }: { decisions: unknown }) {
  const sourcing = (decisions as Decisions | null)?.sourcing;
  const currency = sourcing?.currency ?? "";
  const taken = new Set(sourcing?.legs?.map((leg) => leg.code));
  return (
    <SmallTable
      name={t("Why this warehouse")}
      rows={sourcing?.candidates ?? []}
      columns={[
        { name: t("Warehouse"), show: (one) => <span className="row"><b>{one.code}</b>{taken.has(one.code) && <span className="pill good">{t("chosen")}</span>}</span> },
        { name: t("Service"), show: (one) => one.scored?.service ?? "—" },
        { name: t("Days"), end: true, show: (one) => (one.scored ? `${number(one.scored.days[0])}–${number(one.scored.days[1])}` : "—") },
        { name: t("Carriage"), end: true, show: (one) => (one.scored ? score(one.scored.cost, currency) : "—") },
        { name: t("Time in money"), end: true, show: (one) => (one.scored ? score(one.scored.time, currency) : "—") },
        { name: t("Duty"), end: true, show: (one) => (one.scored?.duty ? <span>{score(one.scored.duty, currency)}{one.scored.duty_unknown && ` (${t("assumed")})`}</span> : "—") },
        { name: t("Score in {currency}", { currency }), end: true, show: (one) => (one.scored ? <b>{score(one.scored.total, currency)}</b> : <Id>{JSON.stringify(one.refused ?? one.why ?? "—")}</Id>) },
      ]}
    />
  );
}

export function Sourcing({ order }: { order: Order }) {
  const any = (order.decisions as Decisions | null)?.sourcing;
  return any ? <Card title={t("Why this warehouse")} more={<span className="quiet">{t("The lowest score serves the order")}</span>} bare><SourcingTable decisions={order.decisions} /></Card> : null;
}
