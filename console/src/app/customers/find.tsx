// Who is it? By name, e-mail or phone, which travel in the body and never stand in an address. Answers are masked.
import { SearchOutlined } from "@ant-design/icons";
import { Button, Drawer, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, asked, type Refused, type Schemas } from "../../api/client";
import { Field } from "../../framework/form";
import { country } from "../../framework/format";
import { t } from "../../framework/i18n";
import { Id, Money, Pill, SmallTable, Time } from "../../framework/shown";
import { Empty, ProblemNote } from "../../framework/states";

export function FindPerson() {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState({ name: "", email: "", phone: "" });
  const found = useMutation<Schemas["FoundPersons"], Refused>({
    mutationFn: () => asked(api.POST("/v1/orders/find-by-person", { body: { name: text.name.trim() || undefined, email: text.email.trim() || undefined, phone: text.phone.trim() || undefined } })),
    gcTime: 0,
  });
  const field = (name: keyof typeof text, label: string) => <Field name={label}><Input value={text[name]} autoComplete="off" onChange={(event) => setText({ ...text, [name]: event.target.value })} /></Field>;
  return (
    <>
      <Button icon={<SearchOutlined aria-hidden />} onClick={() => setOpen(true)}>{t("Find a person")}</Button>
      <Drawer open={open} onClose={() => { setOpen(false); found.reset(); }} title={t("Find a person")} size="large" destroyOnHidden>
        <form className="form" onSubmit={(event) => { event.preventDefault(); found.mutate(); }}>
          <div className="two">{field("name", t("Name"))}{field("email", t("E-mail"))}{field("phone", t("Phone"))}</div>
          <div><Button type="primary" htmlType="submit" loading={found.isPending} disabled={!text.name.trim() && !text.email.trim() && !text.phone.trim()}>{t("Find")}</Button></div>
          <ProblemNote error={found.error} />
        </form>
        {found.data && (
          <div className="stack" style={{ marginBlockStart: 20 }}>
            {found.data.persons.length === 0 && <Empty title={t("Nobody was found")} />}
            {found.data.persons.map((one) => <div key={one.person} className="row"><b>{one.preview.name}</b><span>{one.preview.email}</span><span>{one.preview.phone}</span><span>{country(one.preview.country)}</span><Id>{one.person}</Id></div>)}
            {found.data.items.length > 0 && (
              <SmallTable name={t("Orders")} rows={found.data.items} columns={[
                { name: t("Order"), show: (one) => <Link to="/orders/$order" params={{ order: one.id }}><Id>{one.external_number ?? one.id}</Id></Link> },
                { name: t("Placed"), show: (one) => <Time at={one.placed_at} /> },
                { name: t("Order state"), show: (one) => <Pill kind="status" value={one.status} /> },
                { name: t("Total"), end: true, show: (one) => <Money of={one.gross} /> },
              ]} />
            )}
          </div>
        )}
      </Drawer>
    </>
  );
}
