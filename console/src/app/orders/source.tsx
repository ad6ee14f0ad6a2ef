// What the channel sent: the rows of the file as they came. What may be about a person stays closed until somebody says what for.
import { EyeOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { api, asked, type Refused, type Schemas } from "../../api/client";
import { number } from "../../framework/format";
import { Field } from "../../framework/form";
import { t } from "../../framework/i18n";
import { AskReason } from "../../framework/reason";
import { useMay } from "../../framework/session";
import { Card, Id } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { choices } from "../../framework/words";

type Purpose = Schemas["Purpose"];
type Part = Schemas["PartWire"];

export function Source({ order }: { order: string }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [purpose, setPurpose] = useState<Purpose>("fulfilment");
  const path = { params: { path: { id: order } } };
  const found = useQuery({ queryKey: ["orders", order, "source"], queryFn: () => asked(api.GET("/v1/orders/{id}/source", path)), staleTime: 60_000 });
  const open = useMutation<Schemas["SourceWire"], Refused, string>({
    mutationFn: (reason) => asked(api.POST("/v1/orders/{id}/source/reveal", { ...path, body: { purpose, reason: reason || undefined } })),
    gcTime: 0,
    onSuccess: () => setAsking(false),
  });
  const told = open.data ?? found.data;
  const closed = !open.data && told?.parts.some((part) => part.person && !part.erased);
  const extra = open.data ? <Button size="small" onClick={() => open.reset()}>{t("Close again")}</Button>
    : closed && <Button size="small" icon={<EyeOutlined aria-hidden />} disabled={!may("persons:read")} title={may("persons:read") ? undefined : t("This key may not open personal data")} onClick={() => setAsking(true)}>{t("Open personal data …")}</Button>;
  return (
    <Card title={t("What the channel sent")} more={extra} bare>
      {found.isError ? <Failed error={found.error} /> : !told ? <Loading lines={3} /> : told.came_from === "placed" ? (
        <p className="quiet" style={{ padding: "0 16px 16px" }}>{t("The order was placed here: no channel sent anything.")}</p>
      ) : told.parts.map((part, place) => <Rows key={place} of={part} />)}
      <AskReason open={asking} optional title={t("Open what is personal of it")} word={t("Open and record it")} sending={open.isPending} error={open.error} close={() => setAsking(false)} send={(reason) => open.mutate(reason)}>
        <Field name={t("What for")}><Select value={purpose} onChange={setPurpose} options={choices("purpose") as { value: Purpose; label: string }[]} /></Field>
      </AskReason>
    </Card>
  );
}

function Rows({ of }: { of: Part }) {
  const name = t("Rows of {import}", { import: of.import });
  return (
    <>
      <p className="row quiet" style={{ padding: "0 16px 8px" }}><Link to="/imports/$import" params={{ import: of.import }}><Id>{of.import}</Id></Link>{of.erased && <span>{t("Who it was about was erased: those cells can be read by nobody.")}</span>}</p>
      <div className="small-table" tabIndex={0} role="region" aria-label={name}>
        <table className="rows" aria-label={name}>
          <thead><tr><th scope="col" className="end">{t("Line of the file")}</th>{of.columns.map((column, at) => <th key={at} scope="col">{column.name}</th>)}</tr></thead>
          <tbody>{of.rows.map((row) => (
            <tr key={row.line}>
              <td className="end">{number(row.line)}</td>
              {row.cells.map((cell, at) => <td key={at}>{cell === null || cell === undefined ? <span className="quiet" role="img" aria-label={t("closed")}>***</span> : <bdi>{cell}</bdi>}</td>)}
            </tr>
          ))}</tbody>
        </table>
      </div>
    </>
  );
}
