import { Link, Navigate, useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useMemo, type CSSProperties } from "react";
import { amountOf, useFigures, useRange, type Cell, type FigureRow } from "./ask";
import { after, asks, day as aDay, one } from "../../framework/asks";
import { Chart } from "../../framework/chart";
import { change, country, day, later, money, number, time } from "../../framework/format";
import { t } from "../../framework/i18n";
import { Page } from "../../framework/page";
import { mayAll, useMay } from "../../framework/session";
import { useSettings } from "../../framework/settings";
import { places } from "../../framework/shell";
import { Card, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { word } from "../../framework/words";

asks("/", { range: one("1", "7", "30", "365", "own"), from: aDay, until: after("from") });

// Range and currency can be chosen a moment after the figures are read.
const Tools = lazy(() => import("./tools"));
const WorldMap = lazy(() => import("./map"));
const Beginning = lazy(() => import("./beginning"));

const TRADE = ["sales", "orders", "average", "units", "returns", "refunds", "tax_owed", "tax_not_determined"];
const NOW = ["stock_value", "stock_unvalued", "shortfall"];

export function figureText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "—";
  return typeof cell === "number" ? number(cell) : money(cell, { code: false });
}

const sold = (row: FigureRow | undefined) => Boolean(amountOf(row?.measures.orders));

/** Whoever may not see figures begins where they may work. */
export default function Morning() {
  const may = useMay();
  if (may("figures:read")) return <Figures />;
  const first = places().find((one) => mayAll(may, one.scopes));
  return first ? <Navigate to={first.to} replace /> : <Navigate to="/settings" search={{ tab: "me" }} replace />;
}

function Figures() {
  const range = useRange();
  const { currency, zone } = useSettings();
  const now = useFigures(TRADE, [], range);
  const before = useFigures(TRADE, [], range.before);
  const waiting = useFigures(["waiting"], ["age"], null);
  const stock = useFigures(NOW, [], null);
  const row = now.data?.rows[0];
  const missing = now.data?.not_converted ?? [];
  return (
    <Page name={t("Morning round")} title={t("Morning round")} about={<span>{day(range.from)} – {day(later(range.until, -1))}</span>} tools={<Suspense fallback={<span style={{ blockSize: 32 }} />}><Tools /></Suspense>}>
      {now.isError ? <Failed error={now.error} again={() => void now.refetch()} /> : null}
      {now.data && before.data && !sold(row) && !sold(before.data.rows[0]) && <Suspense><Beginning /></Suspense>}
      <div className="tiles">
        {TRADE.map((measure) => (
          <Tile key={measure} measure={measure} cell={row?.measures[measure]} before={before.data && (before.data.rows[0]?.measures[measure] ?? null)} loading={now.isPending} range={range} />
        ))}
      </div>
      {missing.length > 0 && (
        <div className="problem mild" role="status">
          <div>
            <div className="what">{t("Not everything could be converted to {currency}", { currency })}</div>
            {missing.map((one) => <div key={one.currency}>{one.currency}: {t("{count, plural, one {# row} other {# rows}}", { count: one.rows })}, {day(one.first_day)} – {day(one.last_day)}; {Object.entries(one.measures).map(([name, amount]) => `${word("measure", name)} ${money(amount)}`).join(", ")}</div>)}
          </div>
        </div>
      )}
      <div className="columns">
        <div className="stack">
          <ByDay />
          <By dimension="country" title={t("By country")} show={country} map />
          <div className="halves">
            <By dimension="channel" title={t("By channel")} />
            <By dimension="category" title={t("By category")} />
            <By dimension="currency" title={t("By currency of the order")} />
          </div>
        </div>
        <div className="stack">
          <Card title={t("Orders waiting, by age")}>
            {waiting.isPending ? <Loading lines={3} /> : waiting.isError ? <Failed error={waiting.error} /> : <Waiting rows={waiting.data.rows} />}
          </Card>
          <div className="tiles one">
            {NOW.map((measure) => <Tile key={measure} measure={measure} cell={stock.data?.rows[0]?.measures[measure]} loading={stock.isPending} />)}
          </div>
          <p className="quiet" style={{ fontSize: 12 }}>
            {now.data?.as_of.at && t("Counted up to {time} in {zone}; new every half minute.", { time: time(now.data.as_of.at, zone, true), zone })}
          </p>
        </div>
      </div>
    </Page>
  );
}

/** How many signs wide a figure is: its letters are as large as it then fits whole. */
const signs = (text: string) => ({ "--signs": Math.max(8, text.replaceAll(/[\u200e\u200f\u061c]/g, "").length) }) as CSSProperties;

/** More of these is worse. */
const BAD = new Set(["returns", "refunds", "tax_not_determined", "waiting", "shortfall", "stock_unvalued"]);

function Tile({ measure, cell, before, loading, range }: { measure: string; cell: Cell | undefined; before?: Cell | undefined; loading: boolean; range?: { from: string; until: string } }) {
  const [a, b] = [amountOf(cell), amountOf(before)];
  const moved = a !== null && b !== null ? change(a, b) : null;
  const good = a !== null && b !== null && (BAD.has(measure) ? a <= b : a >= b);
  return (
    <Link to="/figures/$measure" params={{ measure }} search={(range ? { from: range.from, until: range.until } : {})} className="tile">
      <div className="name">{word("measure", measure)}</div>
      <div className="value" style={signs(figureText(cell))}>{loading ? <span className="ghost" style={{ marginBlock: 10 }} /> : figureText(cell)}</div>
      {range && <div className="than">
        {moved !== null && a !== b && measure !== "tax_owed" && <span className={good ? "up" : "down"}>{moved}</span>}
        {moved !== null && (a === b || measure === "tax_owed") && <span>{moved}</span>}
        {before !== undefined && <> {t("before: {figure}", { figure: figureText(before) })}</>}
      </div>}
    </Link>
  );
}

function ByDay() {
  const range = useRange();
  const go = useNavigate();
  const { currency } = useSettings();
  const now = useFigures(["sales", "orders"], ["day"], range);
  const before = useFigures(["sales", "orders"], ["day"], range.before);
  const shaped = useMemo(() => {
    const days: string[] = [];
    for (let one = range.from; one < range.until; one = later(one, 1)) days.push(one);
    const at = (rows: FigureRow[] | undefined, date: string) => rows?.find((row) => row.dimensions.day === date)?.measures;
    const shift = days.length;
    return days.map((date) => ({ date, now: at(now.data?.rows, date), before: at(before.data?.rows, later(date, -shift)) }));
  }, [now.data, before.data, range.from, range.until]);
  const labels = useMemo(() => shaped.map((one) => day(one.date, true)), [shaped]);
  const series = useMemo(
    () => [
      { name: t("Sales"), kind: "bar" as const, values: shaped.map((one) => amountOf(one.now?.sales) ?? 0) },
      { name: t("The period before"), kind: "line" as const, quiet: true, values: shaped.map((one) => amountOf(one.before?.sales) ?? 0) },
    ],
    [shaped],
  );
  return (
    <Card title={t("Sales by day")} bare>
      {now.isPending ? <Loading /> : now.isError ? <Failed error={now.error} again={() => void now.refetch()} /> : (
        <Chart
          name={t("Sales by day")}
          labels={labels}
          series={series}
          show={(value) => money({ amount: value.toFixed(2), currency }, { code: false })}
          onPick={(place) => shaped[place] && void go({ to: "/figures/$measure", params: { measure: "sales" }, search: { from: shaped[place].date, until: later(shaped[place].date, 1) } })}
          rows={shaped.toReversed()}
          columns={[
            { name: t("Day"), show: (one) => <Link to="/figures/$measure" params={{ measure: "sales" }} search={{ from: one.date, until: later(one.date, 1) }}>{day(one.date)}</Link> },
            { name: t("Sales"), end: true, show: (one) => figureText(one.now?.sales) },
            { name: t("Orders"), end: true, show: (one) => figureText(one.now?.orders ?? 0) },
            { name: t("The period before"), end: true, show: (one) => figureText(one.before?.sales) },
          ]}
        />
      )}
    </Card>
  );
}

function By({ dimension, title, show = (value) => value, map }: { dimension: string; title: string; show?: (value: string) => string; map?: boolean }) {
  const range = useRange();
  const now = useFigures(["sales", "orders"], [dimension], range);
  const before = useFigures(["sales"], [dimension], range.before);
  const rows = (now.data?.rows ?? []).toSorted((a, b) => (amountOf(b.measures.sales) ?? 0) - (amountOf(a.measures.sales) ?? 0));
  const most = Math.max(1, ...rows.map((row) => amountOf(row.measures.sales) ?? 0));
  const was = (row: FigureRow) => before.data?.rows.find((one) => one.dimensions[dimension] === row.dimensions[dimension])?.measures.sales;
  return (
    <Card title={title} bare>
      {now.isPending ? <Loading lines={4} /> : now.isError ? <Failed error={now.error} /> : (
        <div className={map ? "mapped" : undefined}>
          {map && (
            <Suspense fallback={<div className="map"><span className="ghost" /></div>}>
              <WorldMap
                name={title}
                places={rows.map((row) => ({ country: row.dimensions[dimension] ?? "", amount: amountOf(row.measures.sales) ?? 0, text: figureText(row.measures.sales) }))}
                search={(value) => ({ from: range.from, until: range.until, [dimension]: value })}
              />
            </Suspense>
          )}
          <div className={map ? "all" : undefined}>
            <SmallTable
              name={title}
              rows={map ? rows : rows.slice(0, 12)}
              columns={[
                { name: title, show: (row) => <Link to="/figures/$measure" params={{ measure: "sales" }} search={{ from: range.from, until: range.until, [dimension]: row.dimensions[dimension] }}>{row.dimensions[dimension] ? show(row.dimensions[dimension]) : t("None given")}</Link> },
                { name: t("Sales"), end: true, show: (row) => <span><span className="measure wide-only" aria-hidden style={{ inlineSize: Math.max(2, ((amountOf(row.measures.sales) ?? 0) / most) * 60), marginInlineEnd: 8 }} />{figureText(row.measures.sales)}</span> },
                { name: t("Orders"), end: true, show: (row) => figureText(row.measures.orders) },
                { name: t("Change"), end: true, wide: true, show: (row) => { const [a, b] = [amountOf(row.measures.sales), amountOf(was(row))]; return a !== null && b !== null ? (change(a, b) ?? "—") : "—"; } },
              ]}
            />
          </div>
        </div>
      )}
    </Card>
  );
}

function Waiting({ rows }: { rows: FigureRow[] }) {
  const ages = ["under_1_day", "1_to_3_days", "3_to_7_days", "over_7_days"];
  const all = rows.toSorted((a, b) => ages.indexOf(a.dimensions.age ?? "") - ages.indexOf(b.dimensions.age ?? "")).map((row) => ({ age: row.dimensions.age ?? "", count: amountOf(row.measures.waiting) ?? 0 }));
  const most = Math.max(1, ...all.map((one) => one.count));
  if (all.length === 0) return <p className="quiet">{t("Nothing waits. Everything that was ordered has left.")}</p>;
  return (
    <div style={{ display: "grid", gap: 8 }}>
      {all.map((one) => (
        <Link key={one.age} to="/figures/$measure" params={{ measure: "waiting" }} search={{ age: one.age }} style={{ display: "grid", gridTemplateColumns: "110px 1fr auto", alignItems: "center", gap: 8, color: "inherit" }}>
          <span>{word("age", one.age)}</span>
          <span className="measure" aria-hidden style={{ inlineSize: `${(one.count / most) * 100}%` }} />
          <b className="figures">{number(one.count)}</b>
        </Link>
      ))}
    </div>
  );
}
