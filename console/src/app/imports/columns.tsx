// Columns by eye: the file's first rows, and over each column what it is.
import { Input, Select } from "antd";
import { FIELDS, TIMES, lacking, type Field as Known, type Mapping, type Preview } from "./mapping";
import { Field } from "../../framework/form";
import { ZONES } from "../../framework/format";
import { t } from "../../framework/i18n";
import { word } from "../../framework/words";

const CURRENCIES = ["EUR", "USD", "GBP", "CNY", "HKD", "JPY", "CHF", "PLN", "SEK"];

export function Columns({ of, mapping, change }: { of: Preview; mapping: Mapping; change: (mapping: Mapping) => void }) {
  const missing = lacking(mapping);
  const fieldOf = (column: string) => FIELDS.find((field) => mapping.columns[field] === column);
  const choose = (column: string, field: Known | undefined) => {
    // A column is one thing, and a thing is in one column.
    const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([name, at]) => at !== column && name !== field)) as Mapping["columns"];
    change({ ...mapping, columns: field ? { ...columns, [field]: column } : columns });
  };
  const set = (part: Partial<Mapping>) => change({ ...mapping, ...part });
  const zones = [...new Set([mapping.zone, ...ZONES])];
  return (
    <div className="form">
      <div className="small-table" tabIndex={0} role="region" aria-label={t("The file's first rows")} style={{ border: "1px solid var(--line)", borderRadius: 8 }}>
        <table className="rows" aria-label={t("The file's first rows")}>
          <thead>
            <tr>{of.columns.map((column, at) => <th key={at} scope="col">{column}</th>)}</tr>
            <tr>{of.columns.map((column, at) => (
              <th key={at} scope="col">
                <Select size="small" allowClear aria-label={t("What is {column}?", { column })} placeholder={t("left out")} value={fieldOf(column)} onChange={(field?: Known) => choose(column, field)} options={FIELDS.map((field) => ({ value: field, label: word("column", field) }))} popupMatchSelectWidth={false} style={{ inlineSize: 136 }} />
              </th>
            ))}</tr>
          </thead>
          <tbody>{of.rows.map((row, place) => <tr key={place}>{of.columns.map((column, at) => <td key={at} className={fieldOf(column) ? undefined : "quiet"}>{row[at]}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {missing.length > 0 && <p role="status" className="down">{t("Still to be told: {fields}", { fields: missing.map((field) => word("column", field)).join(", ") })}</p>}
      <div className="two">
        {!mapping.columns.currency && <Field name={t("Currency")}><Select value={mapping.currency || undefined} onChange={(currency: string) => set({ currency })} options={CURRENCIES.map((value) => ({ value, label: value }))} /></Field>}
        <Field name={t("Prices are")}><Select value={mapping.prices} onChange={(prices) => set({ prices })} options={[{ value: "gross", label: t("incl. tax") }, { value: "net", label: t("excl. tax") }, { value: "unknown", label: t("not known") }]} /></Field>
        <Field name={t("Decimal mark")}><Select value={mapping.decimal} onChange={(decimal) => set({ decimal })} options={[{ value: ".", label: "1,234.50" }, { value: ",", label: "1.234,50" }]} /></Field>
        <Field name={t("Days are written")}><Select value={mapping.time} onChange={(time: string) => set({ time })} options={TIMES.map((value) => ({ value, label: value.replace("%Y", "2026").replace("%m", "12").replace("%d", "31") }))} /></Field>
        <Field name={t("Time zone")}><Select showSearch value={mapping.zone} onChange={(zone: string) => set({ zone })} options={zones.map((value) => ({ value, label: value }))} /></Field>
        <Field name={t("Cancellations begin with")}><Input value={mapping.cancels} onChange={(event) => set({ cancels: event.target.value.trim() })} /></Field>
      </div>
    </div>
  );
}
