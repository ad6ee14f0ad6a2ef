// A person stays closed. Opening one asks why, and both are recorded.
import { EyeOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, asked, type Refused, type Schemas } from "../../api/client";
import { country } from "../../framework/format";
import { t } from "../../framework/i18n";
import { useMay } from "../../framework/session";
import { Facts, Id } from "../../framework/shown";
import { ProblemNote } from "../../framework/states";
import { choices } from "../../framework/words";

type Purpose = Schemas["Purpose"];

export function Person({ id }: { id: string | null | undefined }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [purpose, setPurpose] = useState<Purpose>("fulfilment");
  const [reason, setReason] = useState("");
  const open = useMutation<Schemas["RevealedWire"], Refused>({
    mutationFn: () => asked(api.POST("/v1/persons/{person}/reveal", { params: { path: { person: id ?? "" } }, body: { purpose, reason: reason.trim() || undefined } })),
    gcTime: 0,
  });
  if (!id) return <p className="quiet" style={{ marginBlockStart: 12 }}>{t("No recipient is kept with this order.")}</p>;
  const told = open.data;
  return (
    <div className="form person">
      <div className="row"><span className="quiet">{t("Recipient")}</span><Id>{id}</Id></div>
      {told ? (
        <>
          <Facts of={[
            [t("Name|of a person"), told.name],
            ...(told.company ? [[t("Company"), told.company] as [string, string]] : []),
            [t("Address"), told.address ? <>{told.address.lines.join(", ")}<br />{[told.address.postcode, told.address.city].filter(Boolean).join(" ")}<br />{country(told.address.country)}</> : "—"],
            [t("E-mail"), told.email ?? "—"],
            [t("Phone"), told.phone ?? "—"],
          ]} />
          <Button size="small" onClick={() => { open.reset(); setAsking(false); }}>{t("Close again")}</Button>
        </>
      ) : asking ? (
        <form className="form" onSubmit={(event) => { event.preventDefault(); open.mutate(); }}>
          <label>{t("What for")}<Select value={purpose} onChange={setPurpose} options={choices("purpose") as { value: Purpose; label: string }[]} /></label>
          <label>{t("Reason")}<Input value={reason} onChange={(event) => setReason(event.target.value)} placeholder={t("Ticket 4711")} /></label>
          <ProblemNote error={open.error} />
          <div className="row"><Button type="primary" htmlType="submit" loading={open.isPending}>{t("Open and record it")}</Button><Button onClick={() => setAsking(false)}>{t("Cancel")}</Button></div>
        </form>
      ) : (
        <Button icon={<EyeOutlined aria-hidden />} disabled={!may("persons:read")} title={may("persons:read") ? undefined : t("This key may not open personal data")} onClick={() => setAsking(true)}>{t("Open personal data …")}</Button>
      )}
    </div>
  );
}
