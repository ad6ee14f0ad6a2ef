// The account of an import: what the file holds, what became of it, and what had to be taken for true.
import { useRefusals } from "../known";
import { country, number, type Money as Amount } from "../../framework/format";
import { t } from "../../framework/i18n";
import { Card, Facts, Money, Pill, SmallTable } from "../../framework/shown";
import { word } from "../../framework/words";

type Counts = { new: number; known: number; extended?: number; different?: number };
type Kind = { kind: string; lines: number; net: Amount; tax: Amount };
type Tax = Kind & { status: string; what: string; to: string };
type Assumption = { value: string; status: string; because: string };
/** Orders whose state in the file is another than the one they have here; the first of them by number. */
type States = { different: number; first: { invoice: string; in_file: string; here: string }[] };
/** As `processes/import_orders/src/report.rs` writes it; the document leaves its shape open. */
export type Report = Partial<{
  adds_up: boolean; already_imported: boolean; products: Counts; customers: Counts; invoices: Record<string, Counts>; kinds: Kind[]; taxes: Tax[]; assumptions: Record<string, Assumption>;
  file: { rows: number; rows_in_orders: number; rows_unusable: number; exact_duplicates: number };
  opening_stock: { products: number; pieces: number }; returns: { pieces: number; pieces_unmatched: number };
  books: { entries: number; invoices_not_booked_for_want_of_a_rate: number; balanced: boolean }; open_orders: number;
  states: States;
}>;

/** What was taken for true, in words where it is a word of ours. */
function taken(name: string, value: string): string {
  switch (name) {
    case "seller_country": case "seller_registered": case "ship_from": return country(value);
    case "customer_kind": return word("buyer", value);
    case "fulfilment": return word("fulfilment", value);
    case "tax_class": return word("tax_class", value);
    case "price_basis": return word("price_basis", value);
    case "payment_of_sent_orders": return word("payment", value);
    case "cancelled_goods": return word("cancelled_goods", value);
    default: return value;
  }
}

/** How many they are, and the first by number. */
const ordersIn = (states: States) => `${number(states.different)} (${states.first.map((one) => one.invoice).join(", ")}${states.different > states.first.length ? " …" : ""})`;

const yes = (good: boolean) => (good ? <span className="pill good">{t("yes")}</span> : <span className="pill bad">{t("no")}</span>);

export function ReportCards({ of }: { of: Report }) {
  const says = useRefusals();
  const counts = (one: Counts | undefined) => (one ? t("{fresh} new, {known} known", { fresh: number(one.new + (one.extended ?? 0)), known: number(one.known) }) : "—");
  const orders = of.invoices?.order;
  return (
    <>
      <div className="halves">
        <Card title={t("What the file holds")}>
          {of.already_imported && <p style={{ marginBlockEnd: 12 }}>{t("All of it was here already: nothing was changed.")}</p>}
          <Facts of={[
            [t("Rows"), number(of.file?.rows ?? 0)],
            [t("Rows that became orders"), number(of.file?.rows_in_orders ?? 0)],
            [t("Rows that cannot be used"), number(of.file?.rows_unusable ?? 0)],
            [t("Orders"), counts(orders)],
            ...(orders?.different ? [[t("Orders that are different here"), number(orders.different)] as [string, string]] : []),
            ...(of.states?.different ? [[t("Orders in another state here"), ordersIn(of.states)] as [string, string]] : []),
            [t("Credit notes"), counts(of.invoices?.credit)],
            [t("Products"), counts(of.products)],
            [t("Customers"), counts(of.customers)],
            [t("Adds up to the cent"), yes(of.adds_up ?? false)],
          ]} />
        </Card>
        <Card title={t("Stock and books")}>
          <Facts of={[
            [t("Derived opening balance"), t("{count, plural, one {# piece} other {# pieces}}", { count: of.opening_stock?.pieces ?? 0 })],
            [t("Pieces that came back"), number(of.returns?.pieces ?? 0)],
            [t("Of these without a sale"), number(of.returns?.pieces_unmatched ?? 0)],
            [t("Entries in the books"), number(of.books?.entries ?? 0)],
            [t("Not booked: no exchange rate of the day"), number(of.books?.invoices_not_booked_for_want_of_a_rate ?? 0)],
            [t("The books balance"), yes(of.books?.balanced ?? false)],
            [t("Open orders, their stock held"), number(of.open_orders ?? 0)],
          ]} />
        </Card>
        <Card title={t("By kind of line")} bare>
          <SmallTable name={t("By kind of line")} rows={of.kinds ?? []} columns={[
            { name: t("Kind"), show: (one) => word("imported", one.kind) }, { name: t("Lines"), end: true, show: (one) => number(one.lines) },
            { name: t("Net"), end: true, show: (one) => <Money of={one.net} /> }, { name: t("Tax"), end: true, show: (one) => <Money of={one.tax} /> },
          ]} />
        </Card>
        <Card title={t("Tax")} bare>
          <SmallTable name={t("Tax")} rows={of.taxes ?? []} columns={[
            { name: t("State"), show: (one) => <Pill kind="tax_status" value={one.status} /> },
            { name: t("Rate or reason"), wraps: true, show: (one) => (one.status === "not_determined" ? says(`not_determined_${one.what}`).title : one.what) },
            { name: t("Kind"), wraps: true, show: (one) => <>{word("imported", one.kind)}<div className="quiet" style={{ fontSize: 12 }}>{word("to", one.to)}</div></> }, { name: t("Lines"), end: true, show: (one) => number(one.lines) }, { name: t("Net"), end: true, show: (one) => <Money of={one.net} /> },
          ]} />
        </Card>
      </div>
      <Card title={t("What it rests on")} bare>
        <SmallTable name={t("What it rests on")} rows={Object.entries(of.assumptions ?? {})} columns={[
          { name: t("Assumption"), wraps: true, show: ([name]) => word("assumption", name) }, { name: t("Taken as"), show: ([name, one]) => taken(name, one.value) },
          { name: t("State"), show: ([, one]) => <Pill kind="rule_status" value={one.status} /> }, { name: t("Because|cause"), wraps: true, show: ([, one]) => <span style={{ fontSize: 12 }}>{one.because}</span> },
        ]} />
      </Card>
    </>
  );
}
