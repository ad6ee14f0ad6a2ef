// Everything a list was asked for, as a file: the API's pages are walked to the end, with what there is so far, a stop, and a way on after a break.
import { Button, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { MARK, csvLine } from "./csv";
import { number } from "./format";
import { t } from "./i18n";
import type { ListColumn, PageOf } from "./list";
import { ProblemNote } from "./states";

/** What a page is asked to hold: the most the API gives. */
const MOST = 200;

export default function Export<Row>({ name, columns, load, close }: { name: string; columns: ListColumn<Row>[]; load: (cursor: string | undefined, signal: AbortSignal, limit: number) => Promise<PageOf<Row>>; close: () => void }) {
  const told = columns.filter((one) => one.text);
  const [rows, setRows] = useState(0);
  const [state, setState] = useState<"walking" | "stopped" | "done">("walking");
  const [error, setError] = useState<unknown>(null);
  const parts = useRef<BlobPart[]>([MARK + csvLine(told.map((one) => one.name))]);
  const next = useRef<string | undefined>(undefined);
  const stop = useRef(new AbortController());

  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts.current, { type: "text/csv;charset=utf-8" }));
    link.download = `${name}-${new Date().toISOString().slice(0, 10)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  const walk = async () => {
    const { signal } = (stop.current = new AbortController());
    setState("walking");
    setError(null);
    try {
      for (;;) {
        const page = await load(next.current, signal, MOST);
        parts.current.push(page.items.map((row) => csvLine(told.map((one) => one.text?.(row)))).join(""));
        setRows((before) => before + page.items.length);
        // Texts that are done are the browser's to keep, also on disk.
        if (parts.current.length > 100) parts.current = [new Blob(parts.current)];
        if (!page.next) break;
        next.current = page.next;
      }
      setState("done");
      save();
    } catch (no) {
      if (stop.current.signal !== signal) return;
      if (!signal.aborted) setError(no);
      setState("stopped");
    }
  };
  useEffect(() => {
    void walk();
    return () => stop.current.abort();
  }, []);
  return (
    <Modal
      open
      title={t("Export")}
      mask={{ closable: state !== "walking" }}
      onCancel={close}
      footer={
        state === "walking" ? <Button danger onClick={() => stop.current.abort()}>{t("Stop")}</Button>
        : state === "done" ? <><Button onClick={save}>{t("Save again")}</Button><Button type="primary" onClick={close}>{t("Close")}</Button></>
        : <><Button disabled={rows === 0} onClick={save}>{t("Save what is there")}</Button><Button type="primary" onClick={() => void walk()}>{t("Go on")}</Button></>
      }
    >
      <div className="form" role="status">
        <p><b className="figures">{t("{count, plural, one {# row} other {# rows}}", { count: rows })}</b> <span className="quiet">{state === "walking" ? t("so far …") : state === "done" ? t("in the file: all that was asked for.") : t("so far; it was stopped.")}</span></p>
        {state === "walking" && <span className="ghost" />}
        {rows > 1_000_000 && <p>{t("A spreadsheet shows the first {count} rows of a file; other programs read all of them.", { count: number(1_048_576) })}</p>}
        <ProblemNote error={error} />
      </div>
    </Modal>
  );
}
