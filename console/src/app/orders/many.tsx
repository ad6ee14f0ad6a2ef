// The same done to many orders: first what its state allows for each and why not for the others, then one wish for each order, what failed
// with its reason, and the way back where there is one. Nothing is decided here: the API says what may be done.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input, Radio } from "antd";
import { useRef, useState } from "react";
import { Refused, api, asked, type Schemas } from "../../api/client";
import { useRefusalTitle } from "../known";
import { HeldBecause, heldNeedsReason } from "./held";
import { Field, FormDrawer } from "../../framework/form";
import { t } from "../../framework/i18n";
import { useKeys } from "../../framework/keys";
import { tell } from "../../framework/notes";
import { Id } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { newKey } from "../../framework/write";

type Order = Schemas["OrderSummary"];
type Act = "hold" | "release" | "cancel_line";
type Said = { because: string; reason: string };
type Failure = { order: Order; error: unknown };

/** So many orders are asked about at once, and so many wishes are under way. */
const ASKED = 200;
const AT_ONCE = 4;
const STALE = ["orders", "figures", "stock", "ledger"];

const acts = (): { value: Act; label: string }[] => [
  { value: "hold", label: t("Hold") },
  { value: "release", label: t("Release") },
  { value: "cancel_line", label: t("Cancel what has not left") },
];

const called = (order: Order) => order.external_number ?? order.id;

async function sent(act: Act, order: Order, { because, reason }: Said, key: string): Promise<unknown> {
  const params = { path: { id: order.id }, header: { "Idempotency-Key": key } };
  const why = reason.trim() ? { reason: reason.trim() } : {};
  if (act === "hold") return asked(api.POST("/v1/orders/{id}/hold", { params, body: { because: because.trim(), ...why } }));
  if (act === "release") return asked(api.POST("/v1/orders/{id}/release", { params, body: why }));
  // An order is cancelled line by line; what is cancelled already is no more among them when it is tried again.
  const whole = await asked(api.GET("/v1/orders/{id}", { params: { path: { id: order.id } } }));
  for (const line of whole.lines.filter((one) => one.kind === "goods" && one.quantity > one.shipped + one.cancelled)) {
    await asked(api.POST("/v1/orders/{id}/cancellations", { params: { ...params, header: { "Idempotency-Key": `${key}-${line.line}` } }, body: { line: line.line, ...why } }));
  }
  return null;
}

/** Wishes for many orders, a few at a time. The same wish keeps its key until it was answered. */
function useSending() {
  const keys = useRef(new Map<string, string>());
  return async (wishes: { act: Act; order: Order; said: Said }[], progress: (done: number) => void, stopped: () => boolean): Promise<{ done: Order[]; failed: Failure[] }> => {
    const left = [...wishes];
    const done: Order[] = [];
    const failed: Failure[] = [];
    const work = async () => {
      for (let wish = left.shift(); wish && !stopped(); wish = left.shift()) {
        const name = JSON.stringify([wish.act, wish.order.id, wish.said]);
        const key = keys.current.get(name) ?? newKey();
        keys.current.set(name, key);
        try {
          await sent(wish.act, wish.order, wish.said, key);
          keys.current.delete(name);
          done.push(wish.order);
        } catch (error) {
          const open = error instanceof Refused && (error.status === 0 || error.status >= 500);
          if (!open) keys.current.delete(name);
          failed.push({ order: wish.order, error });
        }
        progress(done.length + failed.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { done, failed };
  };
}

/** What can be done to the orders that are chosen. */
export default function Many({ rows, clear }: { rows: Order[]; clear: () => void }) {
  const [act, setAct] = useState<Act | null>(null);
  useKeys([{ keys: "b", does: t("Do something with all that are chosen"), run: () => setAct("hold") }]);
  return (
    <>
      {acts().map((one) => <Button key={one.value} size="small" danger={one.value === "cancel_line"} onClick={() => setAct(one.value)}>{one.label} …</Button>)}
      <kbd className="wide-only">B</kbd>
      {act && <Doing rows={rows} first={act} close={() => setAct(null)} clear={clear} />}
    </>
  );
}

function Doing({ rows, first, close, clear }: { rows: Order[]; first: Act; close: () => void; clear: () => void }) {
  const client = useQueryClient();
  const why = useRefusalTitle();
  const send = useSending();
  const [act, setAct] = useState(first);
  const [said, setSaid] = useState<Said>({ because: "", reason: "" });
  const [running, setRunning] = useState<{ done: number; of: number } | null>(null);
  const [failed, setFailed] = useState<Failure[]>([]);
  const stop = useRef(false);
  const ids = rows.map((one) => one.id);
  const offers = useQuery({
    queryKey: ["orders", "offers", ids],
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(ids.length / ASKED) }, (_, place) => ids.slice(place * ASKED, (place + 1) * ASKED).join());
      return (await Promise.all(parts.map((id) => asked(api.GET("/v1/orders/actions", { params: { query: { id } }, signal }))))).flat();
    },
    // What is being done changes what may be done; it is looked at again before it is tried again.
    enabled: running === null,
    staleTime: 0,
  });
  const known = new Map(offers.data?.map((one) => [one.order, one.actions]));
  const offer = (order: Order) => known.get(order.id)?.find((one) => one.action === act);
  const allows = (order: Order) => offer(order) !== undefined && !offer(order)?.refused;
  const allowed = rows.filter(allows);
  const refused = new Map<string, Order[]>();
  for (const one of rows.filter((each) => !allows(each))) {
    const code = offer(one)?.refused ?? "order_not_found";
    refused.set(code, [...(refused.get(code) ?? []), one]);
  }
  const needs = allowed.some((one) => offer(one)?.needs.includes("reason"));

  const run = async (orders: Order[]) => {
    stop.current = false;
    setFailed([]);
    setRunning({ done: 0, of: orders.length });
    const end = await send(orders.map((order) => ({ act, order, said })), (done) => setRunning({ done, of: orders.length }), () => stop.current);
    await Promise.all(STALE.map((name) => client.invalidateQueries({ queryKey: [name] })));
    setRunning(null);
    if (end.done.length > 0) tell(told(act, end.done.length), act === "cancel_line" ? undefined : () => void undo(end.done));
    setFailed(end.failed);
    if (end.failed.length === 0 && !stop.current) {
      clear();
      close();
    }
  };
  const undo = async (orders: Order[]) => {
    const back: Act = act === "hold" ? "release" : "hold";
    const end = await send(orders.map((order) => ({ act: back, order, said: { because: order.held_because ?? "review", reason: t("Undone") } })), () => {}, () => false);
    await Promise.all(STALE.map((name) => client.invalidateQueries({ queryKey: [name] })));
    tell(end.failed.length === 0 ? told(back, end.done.length) : t("{count, plural, one {# order was changed meanwhile and stays as it is} other {# orders were changed meanwhile and stay as they are}}", { count: end.failed.length }));
  };

  const ready = running === null && allowed.length > 0 && (act !== "hold" || Boolean(said.because)) && (act !== "hold" || !heldNeedsReason(said.because) || Boolean(said.reason.trim())) && (!needs || Boolean(said.reason.trim()));
  return (
    <FormDrawer
      open
      title={t("{count, plural, one {# order chosen} other {# orders chosen}}", { count: rows.length })}
      word={failed.length > 0 ? t("Try again") : asking(act, allowed.length)}
      close={() => { stop.current = true; close(); }}
      send={() => void run(failed.length > 0 ? failed.map((one) => one.order) : allowed)}
      sending={running !== null}
      error={null}
      ready={ready || (running === null && failed.length > 0)}
      danger={act === "cancel_line"}
    >
      <Radio.Group aria-label={t("What is to be done")} disabled={running !== null} optionType="button" value={act} options={acts()} onChange={(event) => { setAct(event.target.value as Act); setFailed([]); }} />
      {running ? (
        <div role="status">
          <p className="figures">{t("{done} of {all} done", { done: running.done, all: running.of })}</p>
          <progress aria-label={t("{done} of {all} done", { done: running.done, all: running.of })} value={running.done} max={running.of} style={{ inlineSize: "100%" }} />
          <p><Button size="small" danger onClick={() => { stop.current = true; }}>{t("Stop")}</Button></p>
        </div>
      ) : failed.length > 0 ? (
        <div className="problem" role="alert">
          <div>
            <div className="what">{t("{count, plural, one {# order was not changed} other {# orders were not changed}}", { count: failed.length })}</div>
            <ul className="changes">{failed.map(({ order, error }) => <li key={order.id}><Id>{called(order)}</Id> — {error instanceof Refused ? (error.problem?.title ?? t("The server cannot be reached")) : t("Something went wrong")}{error instanceof Refused && error.problem && <div className="id mono quiet">{error.problem.request_id}</div>}</li>)}</ul>
          </div>
        </div>
      ) : offers.isError ? <Failed error={offers.error} again={() => void offers.refetch()} /> : offers.isPending ? <Loading lines={3} /> : (
        <div role="status" className="stack" style={{ gap: 8 }}>
          <p><b>{t("{count, plural, =0 {Allowed for none of them} one {Allowed for # order} other {Allowed for # orders}}", { count: allowed.length })}</b>{allowed.length > 0 && act === "cancel_line" && <span className="down"> · {t("This cannot be undone.")}</span>}</p>
          {[...refused].map(([code, orders]) => (
            <details key={code}>
              <summary>{t("{count, plural, one {Not for # order} other {Not for # orders}}", { count: orders.length })}: {why(code)}</summary>
              <p className="row" style={{ gap: 4 }}>{orders.slice(0, 50).map((one) => <Link key={one.id} to="/orders/$order" params={{ order: one.id }}><Id>{called(one)}</Id></Link>)}{orders.length > 50 && "…"}</p>
            </details>
          ))}
        </div>
      )}
      {act === "hold" && <HeldBecause disabled={running !== null} value={said.because} change={(because) => setSaid({ ...said, because })} />}
      <Field name={needs ? t("Reason, needed for some of them") : t("Reason")} hint={t("Stands in the record; no names of people.")}><Input.TextArea rows={2} disabled={running !== null} value={said.reason} onChange={(event) => setSaid({ ...said, reason: event.target.value })} /></Field>
    </FormDrawer>
  );
}

function asking(act: Act, count: number): string {
  if (act === "hold") return t("{count, plural, one {Hold # order} other {Hold # orders}}", { count });
  if (act === "release") return t("{count, plural, one {Release # order} other {Release # orders}}", { count });
  return t("{count, plural, one {Cancel # order} other {Cancel # orders}}", { count });
}

function told(act: Act, count: number): string {
  if (act === "hold") return t("{count, plural, one {# order held} other {# orders held}}", { count });
  if (act === "release") return t("{count, plural, one {# order released} other {# orders released}}", { count });
  return t("{count, plural, one {# order cancelled} other {# orders cancelled}}", { count });
}
