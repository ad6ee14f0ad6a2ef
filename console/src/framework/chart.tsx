// A chart with its twin: the same figures as a table, for whoever reads better there and for every screen reader.
import { BarChartOutlined, TableOutlined } from "@ant-design/icons";
import { Segmented } from "antd";
import { Suspense, lazy, useState } from "react";
import { t } from "./i18n";
import { SmallTable, type Column } from "./shown";

const Drawn = lazy(() => import("./drawn"));

export type Series = { name: string; values: (number | null)[]; kind: "bar" | "line"; quiet?: boolean };

export function Chart<Row>(props: { name: string; labels: string[]; series: Series[]; show: (value: number) => string; rows: Row[]; columns: Column<Row>[]; onPick?: (place: number) => void; height?: number }) {
  const [table, setTable] = useState(false);
  return (
    <figure aria-label={props.name}>
      <div style={{ display: "flex", justifyContent: "flex-end", paddingInline: 16, marginBlockStart: -38 }}>
        <Segmented
          size="small"
          value={table ? "table" : "chart"}
          onChange={(value) => setTable(value === "table")}
          options={[{ value: "chart", icon: <BarChartOutlined aria-hidden />, title: t("As a chart") }, { value: "table", icon: <TableOutlined aria-hidden />, title: t("As a table") }].map((one) => ({ ...one, label: <span className="hidden">{one.title}</span> }))}
        />
      </div>
      {table ? (
        <div style={{ maxBlockSize: props.height ?? 280, overflow: "auto" }}><SmallTable name={props.name} rows={props.rows} columns={props.columns} /></div>
      ) : (
        <>
          <Suspense fallback={<div style={{ blockSize: props.height ?? 280, padding: 24 }}><span className="ghost" style={{ blockSize: "100%" }} /></div>}>
            <Drawn {...props} />
          </Suspense>
          <div className="hidden"><SmallTable name={props.name} rows={props.rows} columns={props.columns} /></div>
        </>
      )}
    </figure>
  );
}
