import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { api, asked, type Schemas } from "../../api/client";
import { useAccountName, useEntities } from "../known";
import { after, asks, currency, day as aDay, one, text } from "../../framework/asks";
import { Chart } from "../../framework/chart";
import { day, figure, later, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List } from "../../framework/list";
import { difference } from "../../framework/numbers";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Card, Facts, Id, Money as Amount, Pill, SmallTable } from "../../framework/shown";
import { Empty, Failed, Loading } from "../../framework/states";
import { Tabs } from "../../framework/tabs";
import { word } from "../../framework/words";
import { Called } from "../orders/called";
import { useFigures } from "../figures/ask";
import { figureText } from "../figures/morning";
import { country } from "../../framework/format";

asks("/money", { tab: one("balance", "tax", "fx"), entity: text, account: text, on: aDay, since: aDay, from: aDay, until: after("from"), base: currency, into: currency });

export default function Money() {
  const [search, ask] = useQuestions();
  const entities = useEntities();
  const entity = search.entity ?? entities.data?.items[0]?.code;
  const tab = search.account ? "statement" : (search.tab ?? "balance");
  return (
    <Page
      fills={tab === "statement"}
      name={t("Money")}
      title={t("Money")}
      tools={tab !== "fx" && tab !== "tax" && <Select aria-label={t("Entity")} value={entity} onChange={(value) => ask({ entity: value })} options={(entities.data?.items ?? []).map((one) => ({ value: one.code, label: `${one.name} · ${one.base_currency}` }))} style={{ minInlineSize: 220 }} />}
    >
      <Tabs name={t("Money")} at={tab === "statement" ? "balance" : tab} go={(next) => ask({ tab: next, account: undefined })} items={[{ key: "balance", label: t("Trial balance") }, { key: "tax", label: t("Tax owed") }, { key: "fx", label: t("Exchange rates") }]} />
      {entities.isError && <Failed error={entities.error} />}
      {tab === "fx" ? <Fx /> : tab === "tax" ? <Tax /> : entity && (search.account ? <Statement entity={entity} account={search.account} /> : <Balance entity={entity} />)}
    </Page>
  );
}

type Lines = Schemas["TrialBalanceWire"]["lines"];
type Sums = Pick<Lines[number], "debits" | "credits" | "balance">;
const NONE = { amount: "0", currency: "" };

/** What moved between two days: what an account's sums grew by. */
export const moved = (end: Sums, begin: Sums | undefined): Sums & { opening: Lines[number]["balance"] } => {
  const less = (a: Lines[number]["balance"], b: Lines[number]["balance"] | undefined) => ({ amount: difference(a.amount, b?.amount ?? NONE.amount), currency: a.currency });
  return { debits: less(end.debits, begin?.debits), credits: less(end.credits, begin?.credits), balance: end.balance, opening: begin?.balance ?? { ...NONE, amount: difference(end.balance.amount, end.balance.amount), currency: end.balance.currency } };
};

function Balance({ entity }: { entity: string }) {
  const [search, ask] = useQuestions();
  const on = search.on ?? today();
  const since = search.since && search.since <= on ? search.since : undefined;
  const at = (day: string) => ({ queryKey: ["ledger", "balance", entity, day], queryFn: () => asked(api.GET("/v1/ledger/trial-balance", { params: { query: { entity, on: day } } })) });
  const balance = useQuery(at(on));
  const begin = useQuery({ ...at(later(since ?? on, -1)), enabled: since !== undefined });
  const name = useAccountName(entity);
  const found = since && begin.data ? { begin: begin.data } : undefined;
  const row = (one: Sums & { account: string; kind: string }) => ({ ...one, ...(found ? moved(one, one.account ? found.begin.lines.find((each) => each.account === one.account) : found.begin.total) : { opening: undefined }) });
  const text = (amount: { amount: string } | undefined) => <span className="id">{amount ? figure(amount.amount) : "—"}</span>;
  const waits = balance.isPending || (since !== undefined && begin.isPending);
  const error = balance.error ?? (since === undefined ? null : begin.error);
  return (
    <Card title={<>{t("Trial balance")} <span className="quiet">{balance.data?.base_currency}</span></>} more={<span className="row">{balance.data && balance.data.lines.length > 0 && (balance.data.total.balanced ? <span className="pill good">{t("Debits equal credits")}</span> : <span className="pill bad">{t("Debits and credits differ")}</span>)}<DatePicker.RangePicker aria-label={t("Period")} allowEmpty={[true, false]} allowClear={false} placeholder={[t("from the beginning"), ""]} value={[since ? dayjs(since) : null, dayjs(on)]} onChange={(days) => days?.[1] && ask({ since: days[0]?.format("YYYY-MM-DD"), on: days[1].format("YYYY-MM-DD") })} />{since && <Button size="small" onClick={() => ask({ since: undefined })}>{t("From the beginning")}</Button>}</span>} bare>
      {waits ? <Loading /> : error ? <Failed error={error} again={() => void balance.refetch()} /> : !balance.data || balance.data.lines.length === 0 ? <Empty title={t("Nothing was booked up to this day")} /> : (
        <SmallTable
          name={t("Trial balance")}
          rows={balance.data.lines.map((one) => ({ ...one, ...row(one) }))}
          total={{ ...balance.data.total, ...row({ account: "", kind: "", ...balance.data.total }) }}
          columns={[
            { name: t("Account"), wraps: true, show: (one) => <Link to="/money" search={{ entity, account: one.account }}>{name(one.account)}</Link> },
            { name: t("Code"), wide: true, show: (one) => <Id>{one.account}</Id> },
            { name: t("Kind"), wide: true, show: (one) => one.kind && word("account_kind", one.kind) },
            ...(found ? [{ name: t("Opening"), end: true, wide: true, show: (one: { opening: { amount: string } | undefined }) => text(one.opening) }] : []),
            { name: t("Debits"), end: true, wide: true, show: (one) => text(one.debits) },
            { name: t("Credits"), end: true, wide: true, show: (one) => text(one.credits) },
            { name: found ? t("Closing") : t("Balance"), end: true, show: (one) => <><b className="id">{figure(one.balance.amount)}</b><div className="narrow-only quiet figures" style={{ fontSize: 12, fontWeight: 400 }}><div><span className="id">+ {figure(one.debits.amount)}</span></div><div><span className="id">− {figure(one.credits.amount)}</span></div></div></> },
            ...(found ? [] : [
              { name: t("Pending debits"), end: true, wide: true, show: (one: Lines[number]) => text(one.pending_debits) },
              { name: t("Pending credits"), end: true, wide: true, show: (one: Lines[number]) => text(one.pending_credits) },
            ]),
          ]}
        />
      )}
    </Card>
  );
}

function Statement({ entity, account }: { entity: string; account: string }) {
  const name = useAccountName(entity);
  return (
    <>
      <div className="row"><Link to="/money" search={{ entity }}>{t("Trial balance")}</Link><span className="quiet">/</span><b>{name(account)}</b><Id>{account}</Id></div>
      <List
        name="statement"
        of="ledger"
        title={t("Statement")}
        question={{ entity, account }}
        load={(cursor, signal) => asked(api.GET("/v1/ledger/accounts/{account}/statement", { params: { path: { account }, query: { entity, cursor, limit: 100 } }, signal }))}
        id={({ entry, transfer }) => `${entry.id}/${transfer.place}`}
        columns={[
          { id: "booked_on", name: t("Booked on"), show: ({ entry }) => day(entry.booked_on) },
          { id: "cause", name: t("Because|cause"), show: ({ entry }) => word("cause", entry.cause) },
          { id: "reference", name: t("About"), show: ({ entry }) => <Called of={entry.reference} /> },
          { id: "other", name: t("Other account"), show: ({ transfer }) => name(transfer.debit === account ? transfer.credit : transfer.debit) },
          { id: "debit", name: t("Debit"), end: true, show: ({ transfer }) => (transfer.debit === account ? <Amount of={transfer.base_amount} /> : "") },
          { id: "credit", name: t("Credit"), end: true, show: ({ transfer }) => (transfer.credit === account ? <Amount of={transfer.base_amount} /> : "") },
          { id: "state", name: t("State"), show: ({ transfer }) => <Pill kind="entry_state" value={transfer.state} /> },
          { id: "tag", name: t("Tag"), extra: true, show: ({ transfer }) => <Id>{transfer.tag ?? "—"}</Id> },
        ]}
        empty={<Empty title={t("Nothing was booked here")} />}
      />
    </>
  );
}

function Tax() {
  const [search, ask] = useQuestions();
  const until = search.until ?? later(today(), 1);
  const from = search.from ?? later(until, -90);
  const measures = ["tax_owed", "tax_not_determined", "sales"];
  const tax = useFigures(measures, ["country", "tax_status"], { from, until });
  const all = useFigures(measures, [], { from, until });
  return (
    <Card title={t("Tax owed by country and state")} more={<DatePicker.RangePicker allowClear={false} value={[dayjs(from), dayjs(until).subtract(1, "day")]} onChange={(days) => days?.[0] && days[1] && ask({ from: days[0].format("YYYY-MM-DD"), until: days[1].add(1, "day").format("YYYY-MM-DD") })} />} bare>
      {tax.isPending ? <Loading /> : tax.isError ? <Failed error={tax.error} again={() => void tax.refetch()} /> : (
        <SmallTable
          name={t("Tax owed by country and state")}
          rows={tax.data.rows}
          total={all.data?.rows[0]}
          columns={[
            { name: t("Country"), show: (row) => country(row.dimensions.country) },
            { name: t("Tax state"), show: (row) => row.dimensions.tax_status && <Pill kind="tax_status" value={row.dimensions.tax_status} /> },
            { name: t("Sales"), end: true, wide: true, show: (row) => figureText(row.measures.sales) },
            { name: t("Tax owed"), end: true, show: (row) => <Link to="/figures/$measure" params={{ measure: "tax_owed" }} search={{ from, until, country: row.dimensions.country, tax_status: row.dimensions.tax_status }}>{figureText(row.measures.tax_owed)}</Link> },
            { name: t("Sales with tax not determined"), end: true, show: (row) => <Link to="/figures/$measure" params={{ measure: "tax_not_determined" }} search={{ from, until, country: row.dimensions.country, tax_status: row.dimensions.tax_status }}>{figureText(row.measures.tax_not_determined)}</Link> },
          ]}
        />
      )}
    </Card>
  );
}

const CURRENCIES = ["EUR", "USD", "GBP", "CNY", "HKD", "JPY", "CHF", "PLN", "SEK"];

function Fx() {
  const [search, ask] = useQuestions();
  const pair = { from: search.base ?? "EUR", to: search.into ?? "CNY" };
  // One quote a week: each is the rate the books would take that day, with its own source and day.
  const days = Array.from({ length: 13 }, (_, week) => later(today(), (week - 12) * 7));
  const rates = useQuery({
    queryKey: ["fx", pair, days[0]],
    queryFn: () => Promise.all(days.map(async (on) => ({ on, quote: await asked(api.GET("/v1/fx/quote", { params: { query: { ...pair, on, purpose: "booking" } } })).catch(() => null) }))),
    staleTime: 300_000,
  });
  const known = (rates.data ?? []).filter((one) => one.quote !== null);
  const last = known.at(-1)?.quote;
  const select = (name: "base" | "into", value: string) => <Select aria-label={name === "base" ? t("From|currency") : t("Into|currency")} value={value} onChange={(next) => ask({ [name]: next })} options={CURRENCIES.map((code) => ({ value: code, label: code }))} style={{ inlineSize: 90 }} />;
  return (
    <Card title={t("Exchange rates")} more={<span className="row">{select("base", pair.from)} <span className="onwards">→</span> {select("into", pair.to)}</span>} bare>
      {rates.isPending ? <Loading /> : known.length === 0 ? <Empty title={t("No rate is known for this pair")} /> : (
        <>
          {last && <div style={{ padding: 16 }}><Facts of={[[t("Rate"), <b className="figures id">1 {pair.from} = {last.rate} {pair.to}</b>], [t("Of the day"), <span>{day(last.day)} {last.stale && <span className="pill warn">{t("old")}</span>}</span>], [t("Source"), last.source], [t("Rule"), <span className="row">{last.rule.says} <Pill kind="rule_status" value={last.rule.status} /></span>]]} /></div>}
          <Chart
            name={t("Exchange rates")}
            labels={(rates.data ?? []).map((one) => day(one.on, true))}
            series={[{ name: `${pair.from}/${pair.to}`, kind: "line", values: (rates.data ?? []).map((one) => (one.quote ? Number(one.quote.rate) : null)) }]}
            show={String}
            rows={known.toReversed()}
            columns={[{ name: t("Day"), show: (one) => day(one.on) }, { name: t("Rate"), end: true, show: (one) => <span className="id">{one.quote?.rate}</span> }, { name: t("Of the day"), show: (one) => (one.quote ? day(one.quote.day) : "") }, { name: t("Source"), wraps: true, show: (one) => one.quote?.source }]}
          />
        </>
      )}
    </Card>
  );
}
