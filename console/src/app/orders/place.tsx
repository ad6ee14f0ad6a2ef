// An order by hand. Beside what is typed stands what the API answers: price, tax with its source, warehouse, total.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Input, Select } from "antd";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { useMarkets, useWarehouseName } from "../known";
import { SourcingTable, TaxTable } from "./reasons";
import { asks } from "../../framework/asks";
import { Field, wrongAt } from "../../framework/form";
import { country } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { NumberField } from "../../framework/number";
import { read, wholeOf, type Limits } from "../../framework/numbers";
import { useKeys } from "../../framework/keys";
import { Page } from "../../framework/page";
import { useMay } from "../../framework/session";
import { useSettled } from "../../framework/settled";
import { Card, Facts, Id, Money, Pill, SmallTable, Tax } from "../../framework/shown";
import { Loading, ProblemNote } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

asks("/orders/new", {});

type Basket = Schemas["QuoteBody"];
/** As typed. */
type Line = { sku: string; quantity: string; unit_price: string };
const PIECES: Limits = { min: 1, max: 1_000_000 };
const PRICE: Limits = { min: 0, decimals: 6, optional: true };

/** An order that is half written stays with this window until it is placed or thrown away; it names a person, so it goes with the window. */
type Draft = { market?: string; land?: string; lines: Line[]; text: Record<string, string> };
const DRAFT = "hanse.order";
const EMPTY: Draft = { lines: [{ sku: "", quantity: "1", unit_price: "" }], text: { channel: "manual", shop: "desk", kind: "consumer" } };

function begun(): Draft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null") as Draft | null;
    return kept && Array.isArray(kept.lines) && kept.lines.length > 0 && kept.text ? kept : EMPTY;
  } catch {
    return EMPTY;
  }
}

export default function Place() {
  const go = useNavigate();
  const may = useMay();
  const markets = useMarkets();
  const warehouse = useWarehouseName();
  const [kept] = useState(begun);
  const [market, setMarket] = useState<string | undefined>(kept.market);
  const [land, setLand] = useState<string | undefined>(kept.land);
  const [lines, setLines] = useState<Line[]>(kept.lines);
  const [text, setText] = useState<Record<string, string>>(kept.text);
  const typed = JSON.stringify({ lines, text }) !== JSON.stringify({ lines: EMPTY.lines, text: EMPTY.text });
  const gone = useRef(false);
  useEffect(() => {
    if (typed && !gone.current) sessionStorage.setItem(DRAFT, JSON.stringify({ market, land, lines, text }));
    else sessionStorage.removeItem(DRAFT);
  }, [typed, market, land, lines, text]);
  const throwAway = () => {
    setLines(EMPTY.lines);
    setText(EMPTY.text);
  };
  const put = (name: string) => (event: { target: { value: string } }) => setText({ ...text, [name]: event.target.value });
  const some = (name: string) => text[name]?.trim() || undefined;
  const chosen = markets.data?.items.find((one) => one.code === market);
  useEffect(() => {
    const first = markets.data?.items[0];
    if (!market && first) {
      setMarket(first.code);
      setLand(first.countries[0]);
    }
  }, [markets.data, market]);

  const wanted = lines.filter((line) => line.sku.trim());
  // One number that cannot be read, and nothing is asked: a quote for something else would mislead.
  const unread = wanted.some((line) => read(line.quantity, PIECES).wrong || read(line.unit_price, PRICE).wrong);
  const filled = unread ? [] : wanted.map((line) => ({ sku: line.sku.trim(), quantity: wholeOf(line.quantity, PIECES) ?? 0, unit_price: read(line.unit_price, PRICE).value ?? undefined }));
  const buyer = { kind: text.kind as "consumer" | "business", vat_id: text.kind === "business" ? some("vat_id") : undefined };
  const basket: Basket | null = market && land && filled.length > 0
    ? { market, channel: text.channel?.trim() || "manual", shop: text.shop?.trim() || "desk", country: land, postcode: some("postcode"), buyer, lines: filled }
    : null;
  const asking = useSettled(basket);
  const quote = useQuery({
    queryKey: ["quote", asking],
    queryFn: ({ signal }) => asked(api.POST("/v1/orders/quote", { body: asking as Basket, signal })),
    enabled: asking !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
  const place = useWrite(
    (wish: Schemas["PlaceOrderBody"], key: string) => asked(api.POST("/v1/orders", { params: { header: { "Idempotency-Key": key } }, body: wish })),
    {
      stale: ["orders", "figures", "stock"],
      done: (placed) => {
        gone.current = true;
        sessionStorage.removeItem(DRAFT);
        tell(t("Order placed"));
        void go({ to: `/orders/${placed.id}` });
      },
    },
  );
  // What is placed is what the quote beside it shows: not while it still stands for the basket before.
  const quoted = quote.data && !quote.isError && !quote.isPlaceholderData && JSON.stringify(asking) === JSON.stringify(basket);
  const ready = Boolean(basket && some("name") && some("street") && some("city") && quoted && may("orders:write"));
  const send = () => {
    if (!basket || !ready || !land) return;
    place.mutate({
      market: basket.market, channel: basket.channel, shop: basket.shop, buyer, lines: filled, external_number: some("number"),
      recipient: { name: some("name") ?? "", email: some("email"), phone: some("phone"), company: some("company"), address: { lines: [some("street") ?? ""], city: some("city") ?? "", postcode: some("postcode"), country: land } },
    });
  };
  useKeys([{ keys: "ctrl+Enter", does: t("Place the order"), run: send }]);
  const error = place.error ?? (quote.isError ? quote.error : null);
  const no = place.error ?? (quote.error as typeof place.error);
  const change = (at: number, part: Partial<Line>) => setLines(lines.map((line, place) => (place === at ? { ...line, ...part } : line)));
  const input = (name: string, label: string, wrong?: string, complete = "off") => <Field name={label} wrong={wrong}><Input value={text[name] ?? ""} onChange={put(name)} autoComplete={complete} /></Field>;

  return (
    <Page name={t("Place an order")} title={t("Place an order")} up={{ to: "/orders", name: t("Orders") }} tools={typed && <Button onClick={throwAway}>{t("Throw away what is written")}</Button>}>
      <div className="columns" style={{ gridTemplateColumns: "repeat(auto-fit, minmax(min(460px, 100%), 1fr))" }}>
        <form className="stack" onSubmit={(event) => { event.preventDefault(); send(); }}>
          <Card title={t("What")}>
            <div className="form">
              {lines.map((line, at) => (
                <div key={at} className="piece">
                  <Field name={at === 0 ? t("SKU or product") : ""} wrong={wrongAt(no, `/lines/${at}/sku`) ?? (no?.problem?.field === `/lines/${at}` ? no.problem.detail : undefined)}><Sku value={line.sku} label={`${t("SKU or product")} ${at + 1}`} onChange={(sku) => change(at, { sku })} /></Field>
                  <Field name={at === 0 ? t("Pieces") : ""}><NumberField label={`${t("Pieces")} ${at + 1}`} limits={PIECES} value={line.quantity} change={(quantity) => change(at, { quantity })} wrong={wrongAt(no, `/lines/${at}/quantity`)} /></Field>
                  <Field name={at === 0 ? t("Own price") : ""}><NumberField label={`${t("Own price")} ${at + 1}`} limits={PRICE} placeholder={t("from list")} value={line.unit_price} change={(unit_price) => change(at, { unit_price })} wrong={wrongAt(no, `/lines/${at}/unit_price`)} /></Field>
                  <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t("Take the line away")} disabled={lines.length === 1} onClick={() => setLines(lines.filter((_, place) => place !== at))} />
                </div>
              ))}
              <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => setLines([...lines, { sku: "", quantity: "1", unit_price: "" }])}>{t("One more line")}</Button></div>
            </div>
          </Card>
          <Card title={t("Where to")}>
            <div className="form">
              <div className="two">
                <Field name={t("Market")}><Select value={market} showSearch={{ optionFilterProp: "label" }} loading={markets.isPending} onChange={(code) => { setMarket(code); setLand(markets.data?.items.find((one) => one.code === code)?.countries[0]); }} options={(markets.data?.items ?? []).map((one) => ({ value: one.code, label: `${named(one.names, one.code)} · ${one.currency}` }))} /></Field>
                <Field name={t("Country")} wrong={wrongAt(no, "/country", "/recipient/address/country")}><Select value={land} showSearch={{ optionFilterProp: "label" }} onChange={setLand} options={(chosen?.countries ?? []).map((value) => ({ value, label: country(value) }))} /></Field>
              </div>
              <div className="two">{input("name", t("Name|of a person"), wrongAt(no, "/recipient/name"))}{input("company", t("Company"))}</div>
              {input("street", t("Street and number"), wrongAt(no, "/recipient/address/lines"))}
              <div className="two">{input("postcode", t("Postcode"), wrongAt(no, "/postcode", "/recipient/address/postcode"))}{input("city", t("City"))}</div>
              <div className="two">{input("email", t("E-mail"), wrongAt(no, "/recipient/email"))}{input("phone", t("Phone"), wrongAt(no, "/recipient/phone"))}</div>
            </div>
          </Card>
          <Card title={t("Who buys, and where it came from")}>
            <div className="form">
              <div className="two">
                <Field name={t("Buyer")}><Select value={text.kind} onChange={(kind) => setText({ ...text, kind })} options={[{ value: "consumer", label: t("Consumer") }, { value: "business", label: t("Business") }]} /></Field>
                {text.kind === "business" && input("vat_id", t("VAT id"), wrongAt(no, "/buyer"))}
              </div>
              <div className="two">{input("channel", t("Channel"), wrongAt(no, "/channel"))}{input("shop", t("Shop"), wrongAt(no, "/shop"))}{input("number", t("Number there"))}</div>
            </div>
          </Card>
        </form>
        <div className="stack" style={{ position: "sticky", insetBlockStart: 16 }}>
          <Card title={t("Quote")} more={quote.data && <Pill kind="tax_status" value={quote.data.tax_status} />} bare>
            {!basket ? <p className="quiet" style={{ padding: "0 16px 16px" }}>{unread ? t("A number above cannot be read: nothing is quoted until it is right.") : t("Name a SKU, and the price, the tax and the warehouse stand here.")}</p> : quote.isPending ? <Loading lines={4} /> : quote.data ? (
              <div style={{ opacity: quote.isFetching || quote.isError ? 0.55 : 1 }}>
                <SmallTable
                  name={t("Quote")}
                  rows={quote.data.lines}
                  columns={[
                    { name: t("Goods|what"), show: (line) => <Id>{line.sku || line.kind}</Id> },
                    { name: t("From|warehouse"), show: (line) => (line.warehouse ? warehouse(line.warehouse) : "—") },
                    { name: t("Pieces"), end: true, show: (line) => line.quantity },
                    { name: t("Unit price"), end: true, show: (line) => <span className="id">{line.unit_price}</span> },
                    { name: t("Tax"), end: true, show: (line) => <Tax of={line.tax} status={quote.data.tax_status} /> },
                    { name: t("Total"), end: true, show: (line) => <Money of={line.gross} /> },
                  ]}
                />
                <div style={{ padding: 16 }}><Facts sums of={[[t("Net"), <Money of={quote.data.net} />], [t("Tax"), <Tax of={quote.data.tax} status={quote.data.tax_status} />], [t("Total"), <Money of={quote.data.gross} strong />], ...(quote.data.held_because ? [[t("Would be held because"), word("held", quote.data.held_because)] as [string, string]] : [])]} /></div>
              </div>
            ) : null}
            <div style={{ display: "grid", gap: 12, padding: 16, borderBlockStart: "1px solid var(--line)" }}>
              <ProblemNote error={error} />
              <Button type="primary" size="large" disabled={!ready} loading={place.isPending} onClick={send}>{t("Place the order")} <kbd className="wide-only" style={{ marginInlineStart: 8 }}>Ctrl ↵</kbd></Button>
            </div>
          </Card>
          {quote.data && <Card title={t("Tax")} bare><TaxTable lines={quote.data.lines.map((line, at) => ({ line: at + 1, sku: line.sku, tax_answer: line.tax_answer }))} /></Card>}
          {quote.data && <Card title={t("Why this warehouse")} bare><SourcingTable decisions={quote.data.decisions} /></Card>}
        </div>
      </div>
    </Page>
  );
}

/** A SKU, found by its code or by the product's name in any language. */
export function Sku({ value, onChange, label }: { value: string; onChange: (sku: string) => void; label: string }) {
  const words = useSettled(value.trim(), 150);
  const found = useQuery({
    queryKey: ["products", "find", words],
    queryFn: ({ signal }) => asked(api.GET("/v1/products", { params: { query: { q: words, limit: 6 } }, signal })),
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
  });
  const options = (found.data?.items ?? []).flatMap((product) =>
    product.variants.filter((one) => one.status === "active").map((one) => ({ value: one.sku, label: <span style={{ display: "flex", justifyContent: "space-between", gap: 12 }}><span className="id mono">{one.sku}</span><span className="quiet">{named(product.names)}</span></span> })),
  );
  const exact = options.filter((one) => one.value.toLowerCase().startsWith(words.toLowerCase()));
  return <AutoComplete value={value} onChange={onChange} options={exact.length > 0 ? exact : options} aria-label={label} popupMatchSelectWidth={Math.min(420, innerWidth - 56)} style={{ inlineSize: "100%", minInlineSize: 0 }} />;
}
