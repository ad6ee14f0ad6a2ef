// A grid one types into: cells across, rows down, and a block of a spreadsheet that can be pasted onto any cell. What was typed over what holds is
// shown apart until it is kept.
import { Button } from "antd";
import type { ClipboardEvent, FocusEvent, KeyboardEvent, ReactNode } from "react";
import { pasted } from "./csv";
import { t } from "./i18n";

export type Shown = {
  /** Told to who cannot see where it stands. */
  label: string;
  value: string;
  state?: "new" | "bad" | "" | undefined;
  title?: string | undefined;
  placeholder?: string;
  /** A language it is in. */
  lang?: string;
};

export function CellTable({ name, heads, rows, cell, change, paste, readOnly, kind }: {
  name: string;
  /** The heads before the cells, and of the cells. */
  heads: { key: string; show: ReactNode; title?: string; cells?: boolean }[];
  /** What stands before the cells of each row. */
  rows: { key: string; before: ReactNode[] }[];
  cell: (row: number, column: number) => Shown;
  change: (row: number, column: number, text: string) => void;
  /** A block with its corner on a cell. */
  paste: (row: number, column: number, block: string[][]) => void;
  readOnly: boolean;
  /** Figures stand under each other; texts are as high as they are long. */
  kind: "figure" | "text";
}) {
  const columns = heads.filter((one) => one.cells);
  const end = kind === "figure" ? "end" : "";
  const move = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>, row: number, column: number) => {
    const down = kind === "figure" ? { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key] : undefined;
    if (!down) return;
    event.preventDefault();
    event.currentTarget.closest("table")?.querySelector<HTMLInputElement>(`[data-cell="${row + down} ${column}"]`)?.focus();
  };
  return (
    <div className="small-table" tabIndex={0} role="region" aria-label={name}>
      <table className={`rows cells ${kind}s`} aria-label={name}>
        <thead><tr>{heads.map((one) => <th key={one.key} scope="col" className={one.cells ? end : undefined} title={one.title}>{one.show}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, down) => (
            <tr key={row.key}>
              {row.before.map((one, at) => <td key={at}>{one}</td>)}
              {columns.map((column, across) => {
                const { label, value, state, title, placeholder, lang } = cell(down, across);
                const how = {
                  className: `cell ${state ?? ""}`, "data-cell": `${down} ${across}`, readOnly, "aria-label": label, "aria-invalid": state === "bad", title, value, placeholder: placeholder ?? "—", lang,
                  onChange: (event: { target: { value: string } }) => change(down, across, event.target.value),
                  onPaste: (event: ClipboardEvent) => {
                    const block = pasted(event.clipboardData.getData("text"));
                    if (readOnly || (block.length < 2 && (block[0]?.length ?? 0) < 2)) return;
                    // A text of several lines is a text: a block is what has cells side by side, or goes where only figures go.
                    if (kind === "text" && !block.some((one) => one.length > 1)) return;
                    event.preventDefault();
                    paste(down, across, block);
                  },
                  onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => move(event, down, across),
                };
                return <td key={column.key} className={end}>{kind === "figure" ? <input {...how} inputMode="decimal" onFocus={(event: FocusEvent<HTMLInputElement>) => event.currentTarget.select()} /> : <textarea {...how} rows={1} dir="auto" />}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is done with what was typed. */
export function KeepCells({ word, ready, sending, keep, leave, children }: { word: string; ready: boolean; sending: boolean; keep: () => void; leave: () => void; children?: ReactNode }) {
  return (
    <div className="row" role="status">
      <Button type="primary" disabled={!ready} loading={sending} onClick={keep}>{word}</Button>
      <Button onClick={leave}>{t("Leave them as they were")}</Button>
      {children}
    </div>
  );
}
