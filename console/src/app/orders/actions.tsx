// What can be done with an order. The API says which actions its state allows, and why not for the others; nothing is decided here.
import { Button, Dropdown, Input, Select, Tooltip } from "antd";
import { useState } from "react";
import { api, asked, type Schemas } from "../../api/client";
import { useRefusalTitle } from "../known";
import { HeldBecause, heldNeedsReason } from "./held";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { money } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { NumberField } from "../../framework/number";
import { decimalsOf, read, wholeOf, type Limits } from "../../framework/numbers";
import { useMay } from "../../framework/session";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

export type Order = Schemas["WholeOrderBody"];
type Line = Order["lines"][number];
type Wish =
  | { action: "hold"; body: Schemas["HoldBody"] }
  | { action: "release"; body: Schemas["ReleaseBody"] }
  | { action: "pay"; body: Schemas["PayBody"] }
  | { action: "ship"; body: Schemas["ShipBody"] }
  | { action: "deliver"; body: Schemas["DeliverBody"] }
  | { action: "fail_shipment"; shipment: string; body: Schemas["FailureBody"] }
  | { action: "cancel_line"; body: Schemas["CancelBody"] }
  | { action: "request_return"; body: Schemas["ReturnRequest"] }
  | { action: "credit"; body: Schemas["CreditBody"] }
  | { action: "refund"; body: Schemas["RefundBody"] }
  | { action: "invoice" };
/** Those that ask something first. */
type Form = Exclude<Wish["action"], "invoice">;

/** Sends a wish about an order as it was seen. */
function sent(wish: Wish, id: string, version: string | null, key: string): Promise<unknown> {
  const how = { params: { path: { id }, header: { "Idempotency-Key": key } }, headers: version ? { "If-Match": version } : {} };
  switch (wish.action) {
    case "hold": return asked(api.POST("/v1/orders/{id}/hold", { ...how, body: wish.body }));
    case "release": return asked(api.POST("/v1/orders/{id}/release", { ...how, body: wish.body }));
    case "pay": return asked(api.POST("/v1/orders/{id}/payments", { ...how, body: wish.body }));
    case "ship": return asked(api.POST("/v1/orders/{id}/shipments", { ...how, body: wish.body }));
    case "deliver": return asked(api.POST("/v1/orders/{id}/deliveries", { ...how, body: wish.body }));
    case "fail_shipment": {
      const params = { ...how.params, path: { id, shipment: wish.shipment } };
      return asked(api.POST("/v1/orders/{id}/shipments/{shipment}/failure", { ...how, params, body: wish.body }));
    }
    case "cancel_line": return asked(api.POST("/v1/orders/{id}/cancellations", { ...how, body: wish.body }));
    case "request_return": return asked(api.POST("/v1/orders/{id}/returns", { ...how, body: wish.body }));
    case "credit": return asked(api.POST("/v1/orders/{id}/credit-notes", { ...how, body: wish.body }));
    case "refund": return asked(api.POST("/v1/orders/{id}/refunds", { ...how, body: wish.body }));
    case "invoice": return asked(api.POST("/v1/orders/{id}/invoice", how));
  }
}

/** How many pieces of a line an action can still be about. */
const LEFT: Record<string, (line: Line) => number> = {
  ship: (line) => line.quantity - line.shipped - line.cancelled,
  request_return: (line) => line.shipped - line.returned,
  credit: (line) => line.delivered,
};

const FIRST = ["release", "ship", "deliver", "pay", "invoice"];

export function Actions({ order, actions, version }: { order: Order; actions: Schemas["ActionBody"][]; version: string | null }) {
  const may = useMay();
  const why = useRefusalTitle();
  const [open, setOpen] = useState<Form | null>(null);
  const write = useWrite(
    (wish: Wish, key: string) => sent(wish, order.id, version, key),
    {
      stale: ["orders", "returns", "figures", "ledger", "stock"],
      done: (_, wish) => {
        setOpen(null);
        tell(t("Done: {action}", { action: word("action", wish.action) }));
      },
    },
  );
  const allowed = actions.filter((one) => !one.refused);
  // More can be paid than is owed, since money that came is a fact; nobody is led to it.
  const owed = ["unpaid", "partly_paid"].includes(order.payment);
  const direct = FIRST.filter((one) => (one !== "pay" || owed) && allowed.some((each) => each.action === one)).slice(0, 2);
  const reason = (one: Schemas["ActionBody"]) => (!may("orders:write") ? t("This key may not change orders") : one.refused ? why(one.refused) : null);
  const start = (action: string) => {
    write.reset();
    if (action === "invoice") write.mutate({ action });
    else setOpen(action as Form);
  };
  return (
    <>
      {direct.map((action, place) => (
        <Button key={action} type={place === 0 ? "primary" : "default"} disabled={!may("orders:write")} loading={write.isPending && write.variables?.action === action} onClick={() => start(action)}>
          {word("action", action)}
        </Button>
      ))}
      <Dropdown
        autoFocus
        trigger={["click"]}
        menu={{
          items: actions.map((one) => ({
            key: one.action,
            disabled: reason(one) !== null,
            label: (
              <div>
                {word("action", one.action)}
                {reason(one) && <div className="quiet" style={{ fontSize: 12 }}>{reason(one)}</div>}
              </div>
            ),
            onClick: () => start(one.action),
          })),
        }}
      >
        <Button>{t("All actions")}</Button>
      </Dropdown>
      {open && <ActionForm key={open} order={order} action={open} needs={allowed.find((one) => one.action === open)?.needs ?? []} close={() => setOpen(null)} write={write} />}
      {write.error && !open && <Tooltip title={write.error.message}><span role="alert" className="down">{write.error.problem?.title ?? t("Something went wrong")}</span></Tooltip>}
    </>
  );
}

function ActionForm({ order, action, needs, close, write }: { order: Order; action: Form; /** What the API asks for now, and elsewhere does without. */ needs: string[]; close: () => void; write: ReturnType<typeof useWrite<Wish, unknown>> }) {
  const due = (Number(order.gross.amount) - Number(order.paid.amount)).toFixed(order.gross.amount.split(".")[1]?.length ?? 0);
  const goods = order.lines.filter((line) => line.kind === "goods");
  const left = LEFT[action];
  const [pieces, setPieces] = useState<Record<number, string>>(() => (left ? Object.fromEntries(goods.map((line) => [line.line, action === "ship" ? String(left(line)) : "0"])) : {}));
  const [text, setText] = useState<Record<string, string>>({
    amount: action === "pay" ? (Number(due) > 0 ? due : "") : "",
    method: "",
    because: "",
    line: String(goods.find((line) => LEFT.ship?.(line))?.line ?? goods[0]?.line ?? 1),
  });
  const put = (name: string) => (event: { target: { value: string } }) => setText({ ...text, [name]: event.target.value });
  const some = (name: string) => text[name]?.trim() || undefined;
  const upTo = (line: Line): Limits => ({ min: 0, max: left?.(line) ?? 0 });
  const chosen = goods.map((line) => ({ line: line.line, quantity: wholeOf(pieces[line.line] ?? "", upTo(line)) ?? 0 })).filter((one) => one.quantity > 0);
  // What is sent is what was typed: one number that cannot be read, and nothing is.
  const cancelled = goods.find((line) => String(line.line) === text.line);
  const cancelling: Limits = { min: 1, max: (cancelled && LEFT.ship?.(cancelled)) ?? 0, optional: true };
  const paying: Limits = { above: 0, decimals: decimalsOf(order.gross.amount), optional: action === "refund" };
  const paid = read(text.amount ?? "", paying);
  const right = ({
    ship: goods.every((line) => !read(pieces[line.line] ?? "", upTo(line)).wrong),
    request_return: goods.every((line) => !read(pieces[line.line] ?? "", upTo(line)).wrong),
    credit: goods.every((line) => !read(pieces[line.line] ?? "", upTo(line)).wrong),
    cancel_line: !read(text.quantity ?? "", cancelling).wrong,
    pay: !paid.wrong,
    refund: !paid.wrong,
  } as Partial<Record<Form, boolean>>)[action] ?? true;
  const error = write.error;
  const underWay = order.shipments.filter((one) => !one.delivered_at && !one.failed_at).map((one) => ({ value: one.id, label: one.tracking ?? one.id }));
  const wish = (): Wish => {
    const amount = { amount: paid.value ?? "", currency: order.gross.currency };
    const told = { method: some("method") ?? "", reference: some("reference") ?? "" };
    switch (action) {
      case "hold": return { action, body: { because: some("because") ?? "", reason: some("reason") } };
      case "release": return { action, body: { reason: some("reason") } };
      case "pay": return { action, body: { amount, ...told } };
      case "ship": return { action, body: { lines: chosen, carrier: some("carrier"), tracking: some("tracking") } };
      case "deliver": return { action, body: { shipment: some("shipment") } };
      case "fail_shipment": return { action, shipment: some("shipment") ?? "", body: { outcome: some("outcome") ?? "", note: some("note") } };
      case "cancel_line": return { action, body: { line: Number(text.line), quantity: wholeOf(text.quantity ?? "", cancelling) ?? undefined, reason: some("reason") } };
      case "request_return": return { action, body: { lines: chosen, reason: some("reason") ?? "", note: some("note") } };
      case "credit": return { action, body: { lines: chosen.length > 0 ? chosen : undefined, note: some("note") } };
      case "refund": return { action, body: { amount: amount.amount ? amount : undefined, ...told, note: some("note") } };
    }
  };
  const ready = ({
    fail_shipment: Boolean(some("shipment") && some("outcome")),
    hold: Boolean(some("because") && (!heldNeedsReason(text.because) || some("reason"))),
    pay: Boolean(some("amount") && some("method") && some("reference")),
    ship: chosen.length > 0,
    request_return: chosen.length > 0 && Boolean(some("reason")),
    credit: chosen.length > 0,
    refund: Boolean(some("method") && some("reference")),
  } as Partial<Record<Form, boolean>>)[action];
  const field = (name: string, label: string, extra?: { hint?: string; area?: boolean }) => (
    <Field name={label} hint={extra?.hint} wrong={wrongAt(error, `/${name}`)}>
      {extra?.area ? <Input.TextArea rows={2} value={text[name] ?? ""} onChange={put(name)} /> : <Input value={text[name] ?? ""} onChange={put(name)} />}
    </Field>
  );
  return (
    <FormDrawer
      open
      title={word("action", action)}
      word={word("action", action)}
      close={close}
      send={() => write.mutate(wish())}
      sending={write.isPending}
      error={error}
      ready={right && (ready ?? true) && needs.every((name) => (name === "lines" ? chosen.length > 0 : some(name)))}
      danger={action === "cancel_line"}
    >
      {left && (
        <table className="rows" aria-label={t("Pieces")}>
          <thead><tr><th scope="col">{t("Line")}</th><th scope="col" className="end">{t("Possible")}</th><th scope="col" className="end">{t("Pieces")}</th></tr></thead>
          <tbody>
            {goods.map((line) => (
              <tr key={line.line}>
                <td><span className="id mono">{line.sku}</span><div className="quiet" style={{ fontSize: 12 }}>{line.product_name ?? line.name}</div></td>
                <td className="end">{left(line)}</td>
                <td className="end"><NumberField label={`${t("Pieces")} ${line.sku}`} limits={upTo(line)} value={pieces[line.line] ?? ""} change={(value) => setPieces({ ...pieces, [line.line]: value })} width={112} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {action === "hold" && <HeldBecause value={text.because ?? ""} change={(because) => setText({ ...text, because })} wrong={wrongAt(error, "/because")} />}
      {(action === "pay" || action === "refund") && (
        <Field name={t("Amount in {currency}", { currency: order.gross.currency })} hint={action === "refund" ? t("Empty gives back everything that was credited. Paid {paid}, given back {refunded}.", { paid: money(order.paid), refunded: money(order.refunded) }) : undefined}>
          <NumberField limits={paying} value={text.amount ?? ""} change={(amount) => setText({ ...text, amount })} wrong={wrongAt(error, "/amount")} />
        </Field>
      )}
      {(action === "pay" || action === "refund") && field("method", t("Method"), { hint: t("For example card, bank or wallet.") })}
      {(action === "pay" || action === "refund") && field("reference", t("The provider's number of it"))}
      {action === "ship" && field("carrier", t("Carrier"))}
      {action === "ship" && field("tracking", t("Tracking number"))}
      {action === "deliver" && (
        <Field name={t("Parcel")}>
          <Select allowClear placeholder={t("Every parcel under way")} value={some("shipment")} onChange={(value?: string) => setText({ ...text, shipment: value ?? "" })} options={underWay} />
        </Field>
      )}
      {action === "fail_shipment" && (
        <Field name={t("Parcel")}>
          <Select value={text.shipment} onChange={(value) => setText({ ...text, shipment: value })} options={underWay} />
        </Field>
      )}
      {action === "fail_shipment" && (
        <Field name={t("What became of it")} hint={t("Its pieces are wanted still: ship them again, or cancel them.")}>
          <Select value={text.outcome} onChange={(value) => setText({ ...text, outcome: value })} options={["came_back", "lost"].map((value) => ({ value, label: word("shipment_failure", value) }))} />
        </Field>
      )}
      {action === "cancel_line" && (
        <Field name={t("Line")}>
          <Select value={text.line} onChange={(value) => setText({ ...text, line: value })} options={goods.map((line) => ({ value: String(line.line), label: `${line.line} · ${line.sku} · ${LEFT.ship?.(line) ?? 0}` }))} />
        </Field>
      )}
      {action === "cancel_line" && <Field name={t("Pieces")} hint={t("Empty cancels all that is left.")}><NumberField limits={cancelling} value={text.quantity ?? ""} change={(quantity) => setText({ ...text, quantity })} wrong={wrongAt(error, "/quantity")} /></Field>}
      {["hold", "release", "cancel_line"].includes(action) && field("reason", t("Reason"), { area: true, hint: t("Stands in the record; no names of people.") })}
      {action === "request_return" && field("reason", t("Reason"))}
      {["fail_shipment", "request_return", "credit", "refund"].includes(action) && field("note", t("Note"), { area: true })}
    </FormDrawer>
  );
}
