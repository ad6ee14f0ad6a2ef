// One order into its box: each scanned piece counts up, a wrong or surplus one is refused. Whole, it gets its label and goes.
import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import { keepPacked, packedOf, piecesIn, piecesLeft, scanned, type Packed, type Pick, type PickLine } from "./packing";
import { Scanner } from "./scanner";
import { Field } from "../../framework/form";
import { number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { dispatch } from "../../framework/outbox";
import { useMay } from "../../framework/session";
import { choose, useSettings } from "../../framework/settings";
import { Id } from "../../framework/shown";

/** `mark` makes the same words said twice two sayings. */
type Told = { good: boolean; text: string; mark: number };

export function Pack({ pick, done }: { pick: Pick; done: () => void }) {
  const may = useMay();
  const [packed, setPacked] = useState<Packed>(() => packedOf(pick.order));
  const [told, setTold] = useState<Told | null>(null);
  const [closing, setClosing] = useState(false);
  const inBox = (line: PickLine) => Math.min(packed[line.line] ?? 0, line.left);
  const all = piecesLeft(pick);
  const count = pick.lines.reduce((sum, line) => sum + inBox(line), 0);
  const whole = count === all;
  // Of what is in the box, more than the order still wants: somebody cancelled or sent it meanwhile.
  const tooMany = pick.lines.some((line) => (packed[line.line] ?? 0) > line.left) || piecesIn(packed) > count;

  const keep = (next: Packed) => {
    setPacked(next);
    keepPacked(pick.order, next);
  };
  const say = (good: boolean, text: string) => {
    setTold((before) => ({ good, text, mark: (before?.mark ?? 0) + 1 }));
    navigator.vibrate?.(good ? 40 : [200, 80, 200]);
  };
  const change = (line: PickLine, by: number) => {
    const next = inBox(line) + by;
    if (next > line.left) return say(false, t("One too many: {sku} is complete with {count}", { sku: line.sku, count: line.left }));
    keep({ ...packed, [line.line]: Math.max(next, 0) });
    setTold(null);
  };
  const take = (code: string) => {
    const said = scanned(pick.lines, packed, code);
    if (said.is === "wrong") return say(false, t("Wrong piece: {code} is not in this order", { code: said.code }));
    if (said.is === "surplus") return say(false, t("One too many: {sku} is complete with {count}", { sku: said.line.sku, count: said.line.left }));
    const next = inBox(said.line) + 1;
    keep({ ...packed, [said.line.line]: next });
    say(true, t("{sku}: {count} of {all}", { sku: said.line.sku, count: next, all: said.line.left }));
  };
  return (
    <div className="hand stack">
      {pick.short && <div className="problem" role="alert"><div className="what">{t("Not all of it is there: its pieces are no longer held for it, and sold.")}</div></div>}
      {pick.elsewhere > 0 && <p className="quiet">{t("{count, plural, one {# piece leaves elsewhere} other {# pieces leave elsewhere}}", { count: pick.elsewhere })}</p>}
      <ul className="picks">
        {pick.lines.map((line) => (
          <li key={line.line} className={`card pick-line ${inBox(line) === line.left ? "full" : ""}`}>
            <b className="count" aria-label={t("{count} of {all} in the box", { count: inBox(line), all: line.left })}><span className="id">{number(inBox(line))}/{number(line.left)}</span></b>
            <span className="what"><Id>{line.sku}</Id><br />{line.name}</span>
            <Button icon={<MinusOutlined aria-hidden />} aria-label={t("One {sku} out of the box", { sku: line.sku })} disabled={inBox(line) === 0} onClick={() => change(line, -1)} />
            <Button icon={<PlusOutlined aria-hidden />} aria-label={t("One {sku} into the box", { sku: line.sku })} onClick={() => change(line, 1)} />
          </li>
        ))}
      </ul>
      <div className="reach">
        {tooMany && <p className="said bad" role="alert">{t("There is more in the box than the order wants now: take it out.")}</p>}
        <div aria-live="assertive">{told && <p key={told.mark} className={`said ${told.good ? "good" : "bad"}`} role={told.good ? "status" : "alert"}>{told.text}</p>}</div>
        {whole || closing ? (
          <Label pick={pick} packed={packed} count={count} all={all} may={may("orders:write")} say={(text) => say(false, text)} take={take} done={done} back={whole ? undefined : () => setClosing(false)} />
        ) : (
          <>
            <Scanner name={t("Scan a piece")} take={take} />
            {count > 0 && <Button block onClick={() => setClosing(true)}>{t("Send only what is in the box …")}</Button>}
          </>
        )}
      </div>
    </div>
  );
}

function Label({ pick, packed, count, all, may, say, take, done, back }: { pick: Pick; packed: Packed; count: number; all: number; may: boolean; say: (text: string) => void; take: (code: string) => void; done: () => void; back?: (() => void) | undefined }) {
  const { carrier: last } = useSettings();
  const [carrier, setCarrier] = useState(last);
  const [tracking, setTracking] = useState("");
  const label = useRef<InputRef>(null);
  // The label is scanned next.
  useEffect(() => label.current?.focus({ preventScroll: true }), []);
  const send = () => {
    // A piece that is scanned now is not the label.
    const number = tracking.trim();
    if (pick.lines.some((line) => line.codes.some((code) => code.toLowerCase() === number.toLowerCase()))) {
      setTracking("");
      return take(number);
    }
    const lines = pick.lines.map((line) => ({ line: line.line, quantity: Math.min(packed[line.line] ?? 0, line.left) })).filter((line) => line.quantity > 0);
    if (lines.length === 0 || !may) return;
    try {
      dispatch({ order: pick.order, name: pick.number ?? pick.order, body: { lines, ...(carrier.trim() ? { carrier: carrier.trim() } : {}), ...(number ? { tracking: number } : {}) } });
    } catch (no) {
      return say(t("This device keeps nothing: {why}", { why: String(no) }));
    }
    if (carrier.trim() !== last) choose({ carrier: carrier.trim() });
    keepPacked(pick.order, {});
    done();
  };
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <div className="two-fixed">
        <Field name={t("Carrier")}><Input value={carrier} onChange={(event) => setCarrier(event.target.value)} autoComplete="off" /></Field>
        <Field name={t("Tracking number")}><Input ref={label} value={tracking} onChange={(event) => setTracking(event.target.value)} autoComplete="off" autoCapitalize="off" /></Field>
      </div>
      <Button htmlType="submit" type="primary" block disabled={!may}>{count === all ? t("{count, plural, one {Send # piece} other {Send all # pieces}}", { count }) : t("Send {count} of {all} pieces", { count, all })}</Button>
      {!may && <p className="quiet">{t("This key may not change orders")}</p>}
      {back && <Button block onClick={back}>{t("Go on packing")}</Button>}
    </form>
  );
}
