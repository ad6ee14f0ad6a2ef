// Why an order is taxed as it is, and why this warehouse: the API's own decisions, in words.
import { useRefusals } from "../known";
import type { Order } from "./actions";
import { country, figure, money, number, percent } from "../../framework/format";
import { t } from "../../framework/i18n";
import { Card, Id, Money, Pill, SmallTable } from "../../framework/shown";
import { word } from "../../framework/words";

type Amount = { amount: string; currency: string };
/** A leg of tax as `centres/tax` answers it; the document leaves its shape open. */
export type Leg = {
  leg: string; place: string; treatment: string; scheme: string; category?: string; liable: string; rate?: string; base?: Amount; tax?: Amount;
  status: { is: string; why?: string; ask?: string; facts?: [name: string, value: string][]; until?: string[] }; rule?: string; rule_status?: string; source?: string; rate_source?: string; evidence?: string[]; assumed?: string[];
};
type TaxAnswer = { legs?: Leg[] };
type Candidate = { code: string; refused?: string; scored?: { total: Amount; cost: Amount; time: Amount; duty?: Amount; stock?: Amount; service: string; days: [number, number]; lane?: string; duty_unknown?: boolean }; };
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
        { name: t("Treatment, rule and source"), wraps: true, show: ({ line, leg, first }) => (
          <div style={{ fontSize: 12, minInlineSize: 150 }}>
            {first && <div className="quiet">{line.line} · <Id>{line.sku}</Id></div>}
            <div style={{ fontSize: 13 }}>{word("treatment", leg.treatment)}</div>
            <div className="quiet">{country(leg.place)} · {word("scheme", leg.scheme)}{leg.category ? ` · ${leg.category}` : ""} · {t("owed by {who}", { who: word("liable", leg.liable) })}</div>
            {leg.rule && <div className="row"><Id>{leg.rule}</Id> <Pill kind="rule_status" value={leg.rule_status} /></div>}
            <div className="quiet">{leg.source}</div>
            {leg.rate_source && <div className="quiet">{leg.rate_source}</div>}
            {(leg.assumed?.length ?? 0) > 0 && <div>{t("assumed: {what}", { what: leg.assumed?.map((one) => word("assumed", one)).join(", ") ?? "" })}</div>}
            <div className="narrow-only"><Standing of={leg.status} /></div>
          </div>
        ) },
        { name: t("State"), wraps: true, wide: true, show: ({ leg }) => <div style={{ minInlineSize: 150 }}><Standing of={leg.status} /></div> },
        { name: t("Tax"), end: true, show: ({ leg }) => <><Money of={leg.tax} strong />{leg.base && <div className="quiet" style={{ fontSize: 12 }}>{leg.rate ? t("{rate} of {base}", { rate: percent(leg.rate), base: money(leg.base) }) : t("of {base}", { base: money(leg.base) })}</div>}</> },
      ]}
    />
  );
}

/** How sure a tax is. Why it is not determined, in the API's own sentence, and who can tell; or what is still to be proved. */
function Standing({ of }: { of: Leg["status"] }) {
  const says = useRefusals();
  const { title, detail } = says(`not_determined_${of.why}`, Object.fromEntries(of.facts ?? []));
  return (
    <div style={{ fontSize: 12 }}>
      <Pill kind="tax_status" value={of.is} />
      {of.why && <><div><b>{title}</b></div>{detail && <div>{detail}</div>}</>}
      {of.ask && <div className="quiet">{word("ask", of.ask)}</div>}
      {of.until && <div>{t("until: {proofs}", { proofs: of.until.map((one) => word("proof", one)).join(", ") })}</div>}
    </div>
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

export function SourcingTable({ decisions }: { decisions: unknown }) {
  const sourcing = (decisions as Decisions | null)?.sourcing;
  const currency = sourcing?.currency ?? "";
  const taken = new Set(sourcing?.legs?.map((leg) => leg.code));
  const part = (amount: Amount | undefined) => (amount ? <span className="id">{figure(amount.amount)}</span> : "—");
  return (
    <SmallTable
      name={t("Why this warehouse")}
      rows={sourcing?.candidates ?? []}
      columns={[
        { name: t("Warehouse"), show: (one) => <span className="row"><b>{one.code}</b>{taken.has(one.code) && <span className="pill good">{t("chosen")}</span>}</span> },
        { name: t("Service, days"), show: (one) => (one.scored ? <>{word("service", one.scored.service)}<div className="quiet" style={{ fontSize: 12 }}>{number(one.scored.days[0])}–{number(one.scored.days[1])}</div></> : "—") },
        { name: t("Carriage"), end: true, wide: true, show: (one) => part(one.scored?.cost) },
        { name: t("Time in money"), end: true, wide: true, show: (one) => part(one.scored?.time) },
        { name: t("Duty"), end: true, wide: true, show: (one) => <>{part(one.scored?.duty)}{one.scored?.duty_unknown && <div className="quiet" style={{ fontSize: 12 }}>{t("assumed")}</div>}</> },
        ...(sourcing?.candidates?.some((one) => one.scored?.stock) ? [{ name: t("Stock running low"), end: true, show: (one: Candidate) => part(one.scored?.stock) }] : []),
        { name: t("Score in {currency}", { currency }), end: true, show: (one) => (one.scored ? <b>{part(one.scored.total)}</b> : word("refused", one.refused)) },
      ]}
    />
  );
}

export function Sourcing({ order }: { order: Order }) {
  const any = (order.decisions as Decisions | null)?.sourcing;
  return any ? <Card title={t("Why this warehouse")} more={<span className="quiet">{t("The lowest score serves the order")}</span>} bare><SourcingTable decisions={order.decisions} /></Card> : null;
}
