import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { useWarehouses } from "../known";
import { asks } from "../../framework/asks";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { t } from "../../framework/i18n";
import { useLooks } from "../../framework/live";
import { tell } from "../../framework/notes";
import { NumberField } from "../../framework/number";
import { decimalsOf, read, wholeOf, type Limits } from "../../framework/numbers";
import { Page } from "../../framework/page";
import { useMay } from "../../framework/session";
import { Card, Facts, Id, Money, Pill, SmallTable, Time } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

asks("/returns/$return", {});

type Return = Schemas["ReturnDetail"];

/** A return from request to refund: what came, what it is worth, what was given back. */
export default function ReturnPage() {
  const { return: id } = useParams({ strict: false }) as { return: string };
  const may = useMay();
  const looks = useLooks(20_000);
  const [form, setForm] = useState<"receive" | "credit" | "refund" | null>(null);
  const found = useQuery({ queryKey: ["returns", id], queryFn: () => asked(api.GET("/v1/returns/{id}", { params: { path: { id } } })), refetchInterval: looks });
  const of = found.data?.order ?? "";
  const order = useQuery({ queryKey: ["orders", of, "plain"], queryFn: () => asked(api.GET("/v1/orders/{id}", { params: { path: { id: of } } })), enabled: Boolean(of) });
  const up = { to: "/returns", name: t("Returns") };
  if (found.isError) return <Page name={t("Return")} title={id} up={up}><Failed error={found.error} again={() => void found.refetch()} /></Page>;
  if (found.isPending) return <Page name={t("Return")} title={<span className="quiet">{id}</span>} up={up}><Loading /></Page>;
  const one = found.data;
  const line = (number: number) => order.data?.lines.find((each) => each.line === number);
  return (
    <Page
      name={t("Return")}
      title={<>{t("Return")} <Id>{one.order_number ?? one.order}</Id></>}
      up={up}
      about={<span className="row"><Pill kind="return_state" value={one.state} />{word("return_reason", one.reason)}</span>}
      tools={may("orders:write") && (
        <>
          <Button type={one.state === "requested" ? "primary" : "default"} disabled={one.state !== "requested"} onClick={() => setForm("receive")}>{t("Receive")}</Button>
          <Button type={one.state === "received" ? "primary" : "default"} disabled={one.state !== "received"} onClick={() => setForm("credit")}>{t("Issue a credit note")}</Button>
          <Button disabled={one.state === "requested"} onClick={() => setForm("refund")}>{t("Refund")}</Button>
        </>
      )}
    >
      <div className="columns">
        <Card title={t("What comes back")} bare>
          <SmallTable
            name={t("What comes back")}
            rows={one.lines}
            columns={[
              { name: t("Line"), show: (each) => <>{each.line} <Id>{line(each.line)?.sku}</Id></> },
              { name: t("Goods|what"), wraps: true, show: (each) => line(each.line)?.product_name ?? line(each.line)?.name ?? "" },
              { name: t("Asked for"), end: true, show: (each) => each.quantity },
              { name: t("Received"), end: true, show: (each) => each.received },
              { name: t("Restocked"), end: true, show: (each) => each.restocked },
            ]}
          />
        </Card>
        <div className="stack">
          <Card title={t("Order")}>
            <Facts sums of={[[t("Order"), <Link to="/orders/$order" params={{ order: one.order }}><Id>{one.order_number ?? one.order}</Id></Link>], [t("Total"), <Money of={order.data?.gross} />], [t("Paid"), <Money of={order.data?.paid} />], [t("Given back"), <Money of={order.data?.refunded} />]]} />
          </Card>
          <Card title={t("Timeline")}>
            <ul className="story">
              <li>{t("Requested")}<div className="when"><Time at={one.requested_at} /></div></li>
              {one.received_at && <li>{t("Received")}<div className="when"><Time at={one.received_at} /></div></li>}
              {order.data?.documents.filter((each) => each.kind === "credit_note").map((each) => <li key={each.id}>{t("Credit note")} <Id>{each.number}</Id> <Money of={each.gross} /><div className="when"><Time at={each.issued_at} /></div></li>)}
              {order.data?.payments.filter((each) => each.kind === "refund").map((each) => <li key={each.id}>{t("Refund|paper")} <Money of={each.amount} /><div className="when"><Time at={each.at} /></div></li>)}
            </ul>
          </Card>
        </div>
      </div>
      {form && <Step kind={form} of={one} close={() => setForm(null)} currency={order.data?.gross.currency ?? ""} gross={order.data?.gross.amount} />}
    </Page>
  );
}

type Wish =
  | { kind: "receive"; body: Schemas["ReceiptBody"] }
  | { kind: "credit"; body: Schemas["CreditBody"] }
  | { kind: "refund"; body: Schemas["RefundBody"] };

function Step({ kind, of, close, currency, gross }: { kind: "receive" | "credit" | "refund"; of: Return; close: () => void; currency: string; gross: string | undefined }) {
  const warehouses = useWarehouses();
  const [warehouse, setWarehouse] = useState<string>();
  const [pieces, setPieces] = useState(() => Object.fromEntries(of.lines.map((line) => [line.line, { received: String(line.quantity), restocked: String(line.quantity) }])));
  const [text, setText] = useState<Record<string, string>>({});
  const write = useWrite(
    (wish: Wish, key: string): Promise<unknown> => {
      const header = { "Idempotency-Key": key };
      if (wish.kind === "receive") return asked(api.POST("/v1/returns/{id}/receipt", { params: { path: { id: of.id }, header }, body: wish.body }));
      if (wish.kind === "credit") return asked(api.POST("/v1/orders/{id}/credit-notes", { params: { path: { id: of.order }, header }, body: wish.body }));
      return asked(api.POST("/v1/orders/{id}/refunds", { params: { path: { id: of.order }, header }, body: wish.body }));
    },
    { stale: ["returns", "orders", "stock", "figures", "ledger"], done: () => { tell(t("Recorded")); close(); } },
  );
  const some = (name: string) => text[name]?.trim() || undefined;
  const title = { receive: t("Receive the return"), credit: t("Issue a credit note"), refund: t("Refund") }[kind];
  // As typed; how many pieces of a line came, and how many of these went back onto the shelf.
  const came = (line: Return["lines"][number]) => {
    const typed = pieces[line.line] ?? { received: "", restocked: "" };
    const all: Limits = { min: 0, max: line.quantity };
    const received = wholeOf(typed.received, all);
    const whole: Limits = { min: 0, max: received ?? line.quantity };
    return { typed, all, whole, received, restocked: wholeOf(typed.restocked, whole), wrong: Boolean(read(typed.received, all).wrong ?? read(typed.restocked, whole).wrong) };
  };
  const giving: Limits = { above: 0, decimals: decimalsOf(gross), optional: true };
  const { value: amount, wrong: noAmount } = read(text.amount ?? "", giving);
  const right = kind === "receive" ? !of.lines.some((line) => came(line).wrong) : kind === "refund" ? !noAmount : true;
  const wish = (): Wish =>
    kind === "receive"
      ? { kind, body: { lines: of.lines.map((line) => ({ line: line.line, received: came(line).received ?? 0, restocked: came(line).restocked ?? 0, warehouse })), note: some("note") } }
      : kind === "credit" ? { kind, body: { return: of.id, note: some("note") } }
      : { kind, body: { return: of.id, method: some("method") ?? "", reference: some("reference") ?? "", note: some("note"), amount: amount ? { amount, currency } : undefined } };
  const set = (line: number, name: "received" | "restocked", value: string) => {
    const now = pieces[line] ?? { received: "", restocked: "" };
    // As long as all that comes is restocked, one number is typed for both.
    const both = name === "received" && now.restocked === now.received;
    setPieces({ ...pieces, [line]: { ...now, [name]: value, ...(both ? { restocked: value } : {}) } });
  };
  return (
    <FormDrawer open title={title} word={title} close={close} sending={write.isPending} error={write.error} ready={right && (kind !== "refund" || Boolean(some("method") && some("reference")))} send={() => write.mutate(wish())}>
      {kind === "receive" && (
        <>
          <table className="rows" aria-label={t("What comes back")}>
            <thead><tr><th scope="col">{t("Line")}</th><th scope="col" className="end">{t("Received")}</th><th scope="col" className="end">{t("Restocked")}</th></tr></thead>
            <tbody>{of.lines.map((line) => (
              <tr key={line.line}>
                <td>{line.line}</td>
                <td className="end"><NumberField label={`${t("Received")} ${line.line}`} limits={came(line).all} value={came(line).typed.received} change={(value) => set(line.line, "received", value)} width={104} /></td>
                <td className="end"><NumberField label={`${t("Restocked")} ${line.line}`} limits={came(line).whole} value={came(line).typed.restocked} change={(value) => set(line.line, "restocked", value)} width={104} /></td>
              </tr>
            ))}</tbody>
          </table>
          <Field name={t("Warehouse")} hint={t("Empty takes the one each line left from.")}><Select allowClear value={warehouse} onChange={setWarehouse} options={(warehouses.data ?? []).map((one) => ({ value: one.id, label: one.code }))} /></Field>
        </>
      )}
      {kind === "credit" && <p>{t("Takes back the pieces that came, at the rate and price they were sold at.")}</p>}
      {kind === "refund" && (
        <>
          <Field name={t("Amount in {currency}", { currency })} hint={t("Empty gives back what this return is worth.")}><NumberField limits={giving} value={text.amount ?? ""} change={(next) => setText({ ...text, amount: next })} wrong={wrongAt(write.error, "/amount")} /></Field>
          <Field name={t("Method")}><Input value={text.method ?? ""} onChange={(event) => setText({ ...text, method: event.target.value })} /></Field>
          <Field name={t("The provider's number of it")}><Input value={text.reference ?? ""} onChange={(event) => setText({ ...text, reference: event.target.value })} /></Field>
        </>
      )}
      <Field name={t("Note")}><Input.TextArea rows={2} value={text.note ?? ""} onChange={(event) => setText({ ...text, note: event.target.value })} /></Field>
    </FormDrawer>
  );
}
