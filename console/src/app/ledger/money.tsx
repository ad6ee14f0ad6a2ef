import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { api, asked } from "../../api/client";
import { useAccountName, useEntities } from "../known";
import { after, asks, currency, day as aDay, one, text } from "../../framework/asks";
import { Chart } from "../../framework/chart";
import { day, figure, later, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Card, Facts, Id, Money as Amount, Pill, SmallTable } from "../../framework/shown";
import { Empty, Failed, Loading } from "../../framework/states";
import { Tabs } from "../../framework/tabs";
import { word } from "../../framework/words";
import { useFigures } from "../figures/ask";
import { figureText } from "../figures/morning";
import { country } from "../../framework/format";

asks("/money", { tab: one("balance", "tax", "fx"), entity: text, account: text, on: aDay, from: aDay, until: after("from"), base: currency, into: currency });

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

function Balance({ entity }: { entity: string }) {
  const [search, ask] = useQuestions();
  const on = search.on ?? today();
  const balance = useQuery({ queryKey: ["ledger", "balance", entity, on], queryFn: () => asked(api.GET("/v1/ledger/trial-balance", { params: { query: { entity, on } } })) });
  const name = useAccountName(entity);
  return (
    <Card title={<>{t("Trial balance")} <span className="quiet">{balance.data?.base_currency}</span></>} more={<span className="row">{balance.data && balance.data.lines.length > 0 && (balance.data.total.balanced ? <span className="pill good">{t("Debits equal credits")}</span> : <span className="pill bad">{t("Debits and credits differ")}</span>)}<DatePicker aria-label={t("Day")} allowClear={false} value={dayjs(on)} onChange={(value) => value && ask({ on: value.format("YYYY-MM-DD") })} /></span>} bare>
      {balance.isPending ? <Loading /> : balance.isError ? <Failed error={balance.error} again={() => void balance.refetch()} /> : balance.data.lines.length === 0 ? <Empty title={t("Nothing was booked up to this day")} /> : (
        <SmallTable
          name={t("Trial balance")}
          rows={balance.data.lines}
          total={{ account: "", kind: "", ...balance.data.total }}
          columns={[
            { name: t("Account"), wraps: true, show: (one) => <Link to="/money" search={{ entity, account: one.account }}>{name(one.account)}</Link> },
            { name: t("Code"), wide: true, show: (one) => <Id>{one.account}</Id> },
            { name: t("Kind"), wide: true, show: (one) => one.kind && word("account_kind", one.kind) },
            { name: t("Debits"), end: true, wide: true, show: (one) => <span className="id">{figure(one.debits.amount)}</span> },
            { name: t("Credits"), end: true, wide: true, show: (one) => <span className="id">{figure(one.credits.amount)}</span> },
            { name: t("Balance"), end: true, show: (one) => <><b className="id">{figure(one.balance.amount)}</b><div className="narrow-only quiet figures" style={{ fontSize: 12, fontWeight: 400 }}><div><span className="id">+ {figure(one.debits.amount)}</span></div><div><span className="id">− {figure(one.credits.amount)}</span></div></div></> },
            { name: t("Pending debits"), end: true, wide: true, show: (one) => <span className="id">{figure(one.pending_debits.amount)}</span> },
            { name: t("Pending credits"), end: true, wide: true, show: (one) => <span className="id">{figure(one.pending_credits.amount)}</span> },
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
          { id: "reference", name: t("About"), show: ({ entry }) => (entry.reference?.startsWith("ord_") ? <Link to="/orders/$order" params={{ order: entry.reference }}><Id>{entry.reference}</Id></Link> : <Id>{entry.reference ?? "—"}</Id>) },
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
  const tax = useFigures(measures, ["country"], { from, until });
  const all = useFigures(measures, [], { from, until });
  return (
    <Card title={t("Tax owed by country")} more={<DatePicker.RangePicker allowClear={false} value={[dayjs(from), dayjs(until).subtract(1, "day")]} onChange={(days) => days?.[0] && days[1] && ask({ from: days[0].format("YYYY-MM-DD"), until: days[1].add(1, "day").format("YYYY-MM-DD") })} />} bare>
      {tax.isPending ? <Loading /> : tax.isError ? <Failed error={tax.error} again={() => void tax.refetch()} /> : (
        <SmallTable
          name={t("Tax owed by country")}
          rows={tax.data.rows}
          total={all.data?.rows[0]}
          columns={[
            { name: t("Country"), show: (row) => country(row.dimensions.country) },
            { name: t("Sales"), end: true, wide: true, show: (row) => figureText(row.measures.sales) },
            { name: t("Tax owed"), end: true, show: (row) => <Link to="/figures/$measure" params={{ measure: "tax_owed" }} search={{ from, until, country: row.dimensions.country }}>{figureText(row.measures.tax_owed)}</Link> },
            { name: t("Sales with tax not determined"), end: true, show: (row) => <Link to="/figures/$measure" params={{ measure: "tax_not_determined" }} search={{ from, until, country: row.dimensions.country }}>{figureText(row.measures.tax_not_determined)}</Link> },
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
