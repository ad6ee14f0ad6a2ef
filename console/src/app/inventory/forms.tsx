// What is done to stock by hand: receive, count, adjust, transfer. Several SKUs at once; a spreadsheet's two columns can be pasted.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { Refused, api, asked } from "../../api/client";
import { useWarehouses } from "../known";
import { Sku } from "../orders/place";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { NumberField } from "../../framework/number";
import { read, wholeOf, type Limits } from "../../framework/numbers";
import { useWrite } from "../../framework/write";

export type StockAct = "receive" | "count" | "adjust" | "transfer";
/** As typed. */
type Line = { sku: string; pieces: string; cost: string };
const COST: Limits = { min: 0, decimals: 6, optional: true };
type Wish = { act: StockAct; warehouse: string; to?: string; reason?: string; document?: string; lines: Line[] };

export function StockForm({ act, close, start }: { act: StockAct; close: () => void; start?: { sku: string; warehouse?: string } }) {
  const warehouses = useWarehouses();
  const [warehouse, setWarehouse] = useState(start?.warehouse);
  const [to, setTo] = useState<string>();
  const [text, setText] = useState<Record<string, string>>({});
  const [currency, setCurrency] = useState("EUR");
  const [lines, setLines] = useState<Line[]>([{ sku: start?.sku ?? "", pieces: "", cost: "" }]);
  const title = { receive: t("Receive goods"), count: t("Count"), adjust: t("Adjust"), transfer: t("Transfer") }[act];
  const some = (name: string) => text[name]?.trim() || undefined;
  const limits: Limits = act === "adjust" ? {} : { min: act === "count" ? 0 : 1 };
  const filled = lines.filter((line) => line.sku.trim() && line.pieces.trim());
  const right = lines.every((line) => (line.pieces.trim() === "" || !read(line.pieces, limits).wrong) && !read(line.cost, COST).wrong);

  const write = useWrite(
    async (wish: Wish, key: string) => {
      // People write SKUs, stock is kept by variant.
      const ids = await Promise.all(wish.lines.map(async (line) => (await asked(api.GET("/v1/variants/{sku}", { params: { path: { sku: line.sku.trim() } } }))).variant));
      const header = { "Idempotency-Key": key };
      const pairs = wish.lines.map((line, place) => ({ variant: ids[place] as string, pieces: wholeOf(line.pieces) ?? 0, cost: read(line.cost, COST).value }));
      if (wish.act === "receive") {
        const body = { warehouse: wish.warehouse, document: wish.document, lines: pairs.map((one) => ({ variant: one.variant, quantity: one.pieces, ...(one.cost ? { unit_cost: { amount: one.cost, currency } } : {}) })) };
        return asked(api.POST("/v1/stock/receipts", { params: { header }, body: body }));
      }
      if (wish.act === "count") return asked(api.POST("/v1/stock/counts", { params: { header }, body: { warehouse: wish.warehouse, document: wish.document, lines: pairs.map((one) => ({ variant: one.variant, found: one.pieces })) } }));
      if (wish.act === "adjust") return asked(api.POST("/v1/stock/adjustments", { params: { header }, body: { warehouse: wish.warehouse, reason: wish.reason ?? "", document: wish.document, lines: pairs.map((one) => ({ variant: one.variant, difference: one.pieces })) } }));
      return asked(api.POST("/v1/stock/transfers", { params: { header }, body: { from: wish.warehouse, to: wish.to ?? "", document: wish.document, lines: pairs.map((one) => ({ variant: one.variant, quantity: one.pieces })) } }));
    },
    { stale: ["stock", "figures", "movements"], done: () => { tell(t("Recorded")); close(); } },
  );
  const ready = Boolean(warehouse && right && filled.length > 0 && (act !== "adjust" || some("reason")) && (act !== "transfer" || (to && to !== warehouse)));
  const change = (at: number, part: Partial<Line>) => setLines(lines.map((line, place) => (place === at ? { ...line, ...part } : line)));
  const paste = (event: React.ClipboardEvent, at: number) => {
    const rows = event.clipboardData.getData("text").trim().split(/\r?\n/).map((row) => row.split("\t"));
    if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    const pasted = rows.map(([sku = "", pieces = "", cost = ""]) => ({ sku: sku.trim(), pieces: pieces.trim(), cost: cost.trim() }));
    setLines([...lines.slice(0, at).filter((line) => line.sku), ...pasted, ...lines.slice(at + 1).filter((line) => line.sku)]);
  };
  const pieces = { receive: t("Pieces"), count: t("Found"), adjust: t("Difference, + or −"), transfer: t("Pieces") }[act];
  const list = (warehouses.data ?? []).filter((one) => one.active).map((one) => ({ value: one.id, label: one.code }));
  return (
    <FormDrawer open title={title} word={title} close={close} sending={write.isPending} error={write.error} ready={ready}
      send={() => warehouse && write.mutate({ act, warehouse, ...(to ? { to } : {}), reason: some("reason"), document: some("document"), lines: filled })}>
      <Field name={act === "transfer" ? t("From|warehouse") : t("Warehouse")} wrong={wrongAt(write.error, "/warehouse", "/from")}><Select value={warehouse} onChange={setWarehouse} options={list} /></Field>
      {act === "transfer" && <Field name={t("To|warehouse")} wrong={wrongAt(write.error, "/to")}><Select value={to} onChange={setTo} options={list.filter((one) => one.value !== warehouse)} /></Field>}
      {act === "receive" && <Field name={t("Currency of the cost")} hint={t("A piece whose cost nobody tells is of unknown cost, not free.")}><Select value={currency} onChange={setCurrency} options={["EUR", "USD", "GBP", "CNY", "HKD", "JPY", "CHF"].map((value) => ({ value, label: value }))} /></Field>}
      {lines.map((line, at) => (
        <div key={at} onPaste={(event) => paste(event, at)} style={{ display: "grid", gridTemplateColumns: `minmax(0, 1fr) 96px ${act === "receive" ? "88px " : ""}32px`, gap: 8, alignItems: "start" }}>
          <Field name={at === 0 ? "SKU" : ""}><Sku value={line.sku} label={`SKU ${at + 1}`} onChange={(sku) => change(at, { sku })} /></Field>
          <Field name={at === 0 ? pieces : ""} wrong={wrongAt(write.error, `/lines/${at}`)}><NumberField label={`${pieces} ${at + 1}`} limits={limits} value={line.pieces} change={(value) => change(at, { pieces: value })} /></Field>
          {act === "receive" && <Field name={at === 0 ? t("Unit cost") : ""}><NumberField label={`${t("Unit cost")} ${at + 1}`} limits={COST} value={line.cost} change={(cost) => change(at, { cost })} /></Field>}
          <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t("Take the line away")} disabled={lines.length === 1} onClick={() => setLines(lines.filter((_, place) => place !== at))} />
        </div>
      ))}
      <div className="row"><Button icon={<PlusOutlined aria-hidden />} onClick={() => setLines([...lines, { sku: "", pieces: "", cost: "" }])}>{t("One more line")}</Button><span className="quiet" style={{ fontSize: 12 }}>{t("Or paste two columns from a spreadsheet.")}</span></div>
      {act === "adjust" && <Field name={t("Reason")} wrong={wrongAt(write.error, "/reason")}><Input value={text.reason ?? ""} onChange={(event) => setText({ ...text, reason: event.target.value })} /></Field>}
      <Field name={t("Document")} hint={t("Delivery note, list of the count, number of the transfer.")}><Input value={text.document ?? ""} onChange={(event) => setText({ ...text, document: event.target.value })} /></Field>
      {write.error instanceof Refused && write.error.code === "sku_not_found" && <p className="down">{write.error.message}</p>}
    </FormDrawer>
  );
}
