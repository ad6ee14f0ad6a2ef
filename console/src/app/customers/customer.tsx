import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, asked, askedWhole } from "../../api/client";
import { Person } from "../orders/person";
import { asks } from "../../framework/asks";
import { number } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { Field, FormDrawer, wrongAt } from "../../framework/form";
import { Page } from "../../framework/page";
import { AskReason } from "../../framework/reason";
import { useMay } from "../../framework/session";
import { Card, Facts, Id, Money, Pill, SmallTable, Time } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

asks("/customers/$customer", {});

export default function CustomerPage() {
  const { customer: id } = useParams({ strict: false }) as { customer: string };
  const may = useMay();
  const [form, setForm] = useState<"merge" | "undo" | null>(null);
  /** One person, or without one all that are this customer. */
  const [erasing, setErasing] = useState<{ person?: string } | null>(null);
  const [text, setText] = useState({ into: "", reason: "" });
  const found = useQuery({ queryKey: ["customers", id], queryFn: () => askedWhole(api.GET("/v1/customers/{customer}", { params: { path: { customer: id } } })) });
  const orders = useQuery({ queryKey: ["orders", "of", id], queryFn: () => asked(api.GET("/v1/orders", { params: { query: { customer: id, limit: 100 } } })), enabled: may("orders:read") });
  const sums = useQuery({ queryKey: ["orders", "sums", id], queryFn: () => asked(api.GET("/v1/orders/sums", { params: { query: { customer: id } } })), enabled: may("orders:read") });
  const done = () => { tell(t("Recorded")); setForm(null); setErasing(null); setText({ into: "", reason: "" }); };
  const merge = useWrite(
    (wish: { kind: "merge" | "undo"; into: string; reason: string; version: string | null }, key: string) => {
      const params = { path: { customer: id }, header: { "Idempotency-Key": key, "If-Match": wish.version ?? "" } };
      return wish.kind === "merge" ? asked(api.POST("/v1/customers/{customer}/merge", { params, body: { into: wish.into, reason: wish.reason } })) : asked(api.POST("/v1/customers/{customer}/undo-merge", { params, body: { reason: wish.reason } }));
    },
    { stale: ["customers", "orders"], done },
  );
  const erase = useWrite(
    async ({ person, reason }: { person?: string; reason: string }, key: string) => {
      const wish = { header: { "Idempotency-Key": key } };
      await (person ? asked(api.POST("/v1/persons/{person}/erase", { params: { path: { person }, ...wish }, body: { reason } })) : asked(api.POST("/v1/customers/{customer}/erase", { params: { path: { customer: id }, ...wish }, body: { reason } })));
    },
    { stale: ["customers"], done },
  );
  const up = { to: "/customers", name: t("Customers") };
  if (found.isError) return <Page name={t("Customer")} title={id} up={up}><Failed error={found.error} again={() => void found.refetch()} /></Page>;
  if (found.isPending) return <Page name={t("Customer")} title={<span className="quiet">{id}</span>} up={up}><Loading /></Page>;
  const { customer, identities, merged, persons } = found.data.answer;
  return (
    <Page
      name={t("Customer")}
      title={customer.legal_name ?? <Id>{customer.id}</Id>}
      up={up}
      about={<Pill kind="customer_kind" value={customer.kind} />}
      tools={may("customers:write") && (customer.merged_into ? <Button onClick={() => setForm("undo")}>{t("Undo the merge")}</Button> : (
        <>
          <Button onClick={() => setForm("merge")}>{t("Merge into another")}</Button>
          {persons.length > 0 && <Button danger onClick={() => { erase.reset(); setErasing({}); }}>{t("Erase the customer …")}</Button>}
        </>
      ))}
    >
      {customer.merged_into && <div className="problem mild"><div><div className="what">{t("Merged")}</div>{t("This customer is kept under")} <Link to="/customers/$customer" params={{ customer: customer.merged_into }}><Id>{customer.merged_into}</Id></Link></div></div>}
      <div className="columns">
        <div className="stack">
          {sums.data && sums.data.length > 0 && (
            <Card title={t("What they ordered")} more={<span className="quiet">{t("Without what was cancelled.")}</span>} bare>
              <SmallTable name={t("What they ordered")} rows={sums.data} columns={[
                { name: t("Channel"), show: (one) => `${one.channel} · ${one.shop}` },
                { name: t("Orders"), end: true, show: (one) => number(one.orders) },
                { name: t("Net"), end: true, show: (one) => <Money of={one.net} /> },
                { name: t("Total"), end: true, show: (one) => <Money of={one.gross} strong /> },
                { name: t("Given back"), end: true, show: (one) => <Money of={one.refunded} /> },
                { name: t("First"), wide: true, show: (one) => <Time at={one.first_at} /> },
                { name: t("Last"), wide: true, show: (one) => <Time at={one.last_at} /> },
              ]} />
            </Card>
          )}
          <Card title={t("Orders")} bare>
            {orders.isError ? <Failed error={orders.error} /> : orders.isPending ? <Loading lines={4} /> : (
              <SmallTable name={t("Orders")} rows={orders.data.items} columns={[
                { name: t("Order"), show: (one) => <Link to="/orders/$order" params={{ order: one.id }}><Id>{one.external_number ?? one.id}</Id></Link> },
                { name: t("Placed"), show: (one) => <Time at={one.placed_at} /> },
                { name: t("Channel"), show: (one) => `${one.channel} · ${one.shop}` },
                { name: t("Order state"), show: (one) => <Pill kind="status" value={one.status} /> },
                { name: t("Total"), end: true, show: (one) => <Money of={one.gross} /> },
              ]} />
            )}
            {orders.data?.next && <p style={{ padding: 16 }}><Link to="/orders" search={{ customer: id }}>{t("All orders of this customer")}</Link></p>}
          </Card>
        </div>
        <div className="stack">
          <Card title={t("Who it is")}>
            <Facts of={[[t("Hanse number"), <Id>{customer.id}</Id>], [t("VAT id"), <Id>{customer.vat_id ?? "—"}</Id>], [t("Region of the data"), customer.home_region], [t("Known since"), <Time at={customer.created_at} />], ...(merged.length > 0 ? [[t("Merged from"), merged.map((one) => <div key={one}><Id>{one}</Id></div>)] as [string, React.ReactNode]] : [])]} />
          </Card>
          {identities.length > 0 && <Card title={t("Where they are known")} bare><SmallTable name={t("Where they are known")} rows={identities} columns={[{ name: t("Channel"), show: (one) => one.channel }, { name: t("Shop"), show: (one) => one.shop }, { name: t("Number there"), show: (one) => <Id>{one.external_ref}</Id> }]} /></Card>}
          {persons.map((one) => (
            <Card key={one.person} title={t("Personal data")} more={<span className="quiet">{word("link", one.reason)}</span>}>
              <Person id={one.person} />
              {may("customers:write") && <Button danger type="text" size="small" style={{ marginBlockStart: 12 }} onClick={() => { erase.reset(); setErasing({ person: one.person }); }}>{t("Erase for ever …")}</Button>}
            </Card>
          ))}
        </div>
      </div>
      {form && (
        <FormDrawer open danger={form === "merge"} title={form === "merge" ? t("Merge into another") : t("Undo the merge")} word={form === "merge" ? t("Merge") : t("Undo the merge")} close={() => setForm(null)} sending={merge.isPending} error={merge.error} ready={Boolean(text.reason.trim() && (form === "undo" || text.into.trim()))} send={() => merge.mutate({ kind: form, into: text.into.trim(), reason: text.reason.trim(), version: found.data.version })}>
          {form === "merge" && <Field name={t("Customer that stays")} wrong={wrongAt(merge.error, "/into")}><Input className="mono" placeholder="cus_…" value={text.into} onChange={(event) => setText({ ...text, into: event.target.value })} /></Field>}
          <Field name={t("Reason")} wrong={wrongAt(merge.error, "/reason")}><Input value={text.reason} onChange={(event) => setText({ ...text, reason: event.target.value })} /></Field>
        </FormDrawer>
      )}
      <AskReason open={erasing !== null} danger title={erasing?.person ? t("Erase this person for ever?") : t("Erase this customer for ever?")} word={t("Erase for ever")} hint={t("Stands in the record; no names of people.")} sending={erase.isPending} error={erase.error} close={() => setErasing(null)} send={(reason) => erasing && erase.mutate({ ...erasing, reason })}>
        {erasing && !erasing.person && <p>{t("{count, plural, one {Each order has a recipient of its own: the one person that is this customer is erased.} other {Each order has a recipient of its own: all # persons that are this customer are erased.}}", { count: persons.length })}</p>}
        <p>{t("The keys of this person's data are destroyed: no copy can be read any more. Orders and books stay and name nobody. There is no undo.")}</p>
      </AskReason>
    </Page>
  );
}
