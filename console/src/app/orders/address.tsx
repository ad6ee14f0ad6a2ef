// The recipient of an order that is held, corrected where it stands. Where the parcel goes decides the tax: within the same country and region
// what is written wrong is put right; another country is another order.
import { EditOutlined } from "@ant-design/icons";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, asked, type Refused, type Schemas } from "../../api/client";
import type { Order } from "./actions";
import { legsOf } from "./reasons";
import { AskDrawer } from "../../framework/asking";
import { countries } from "../../framework/codes";
import { country, today } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import type { Answers } from "../../framework/questions";
import { AskReason } from "../../framework/reason";
import { useMay } from "../../framework/session";
import { useSettled } from "../../framework/settled";

type Told = Schemas["RevealedWire"];

const typed = (told: Told): Answers => ({
  name: told.name, company: told.company ?? "", lines: (told.address?.lines ?? []).join("\n"), postcode: told.address?.postcode ?? "", city: told.address?.city ?? "", region: told.address?.region ?? "", country: told.address?.country ?? "", email: told.email ?? "", phone: told.phone ?? "",
});

/** Asks why, opens the person for it, and lets its data be corrected; both are recorded. */
export function CorrectAddress({ order, done }: { order: Order; done: () => void }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const person = order.person ?? "";
  const open = useMutation<Told, Refused, string>({
    mutationFn: (why) => asked(api.POST("/v1/persons/{person}/reveal", { params: { path: { person } }, body: { purpose: "fulfilment", reason: why } })),
    onSuccess: (_, why) => { setReason(why); setAsking(false); },
    gcTime: 0,
  });
  const right = may("persons:read") && may("customers:write");
  return (
    <>
      <Button icon={<EditOutlined aria-hidden />} disabled={!right} title={right ? undefined : t("This key may not open personal data")} onClick={() => { open.reset(); setAsking(true); }}>{t("Correct the address …")}</Button>
      <AskReason open={asking} title={t("Correct the address of {order}", { order: order.external_number ?? order.id })} word={t("Open and record it")} hint={t("Stands in the record; no names of people.")} sending={open.isPending} error={open.error} close={() => setAsking(false)} send={(why) => open.mutate(why)}>
        <p>{t("The recipient's data is opened to fulfil the order. Who opened it, and why, is recorded; so is what is corrected.")}</p>
      </AskReason>
      {open.data && <Form key={person} order={order} told={open.data} reason={reason} close={() => open.reset()} done={() => { open.reset(); done(); }} />}
    </>
  );
}

/** The tax territory of a place, as the API finds it by its postcode: what a sale there would be taxed as. */
function useTerritory(order: Order, postcode: string) {
  const may = useMay()("tax:read");
  return useQuery({
    queryKey: ["tax", "territory", order.country, postcode],
    queryFn: async () => {
      const place = { country: order.country, postcode: postcode || undefined };
      const amount = { amount: "1.00", currency: order.gross.currency };
      const answer = await asked(api.POST("/v1/tax/quote", { body: { seller: { country: order.country }, ordered_on: today(), dispatch: { country: order.country }, destination: place, buyer: { kind: "consumer" }, currency: order.gross.currency, lines: [{ tax_class: "standard", amount, quantity: 1, price_includes_tax: true }] } }));
      return [...new Set((answer.lines as unknown[]).flatMap((line) => legsOf(line).map((leg) => leg.place)))].join(" ");
    },
    enabled: may,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 300_000,
  });
}

function Form({ order, told, reason, close, done }: { order: Order; told: Told; reason: string; close: () => void; done: () => void }) {
  const before = typed(told);
  const [now, setNow] = useState(before);
  const postcode = useSettled(now.postcode?.trim() ?? "");
  const [was, is] = [useTerritory(order, before.postcode ?? ""), useTerritory(order, postcode)];
  const moved = now.country !== before.country || now.region?.trim() !== before.region;
  const elsewhere = !moved && was.data !== undefined && is.data !== undefined && !is.isPlaceholderData && was.data !== is.data;
  const waits = postcode !== (now.postcode?.trim() ?? "") || is.isFetching;
  return (
    <AskDrawer
      title={t("Correct the address of {order}", { order: order.external_number ?? order.id })}
      word={t("Keep")}
      ready={!moved && !elsewhere && !waits}
      told={setNow}
      questions={[
        { id: "name", name: t("Name|of a person"), at: "person/name" },
        { id: "company", name: t("Company"), at: "person/company", optional: true },
        { id: "lines", name: t("Street and number"), at: "person/address/lines", kind: "lines" },
        { id: "postcode", name: t("Postcode"), at: "person/address/postcode", optional: true, half: true },
        { id: "city", name: t("City"), at: "person/address/city", half: true },
        { id: "region", name: t("State or province"), at: "person/address/region", optional: true },
        { id: "country", name: t("Country"), at: "person/address/country", kind: "one", choices: countries() },
        { id: "email", name: t("E-mail"), at: "person/email", optional: true },
        { id: "phone", name: t("Phone"), at: "person/phone", optional: true },
      ]}
      first={before}
      body={(text): Schemas["RectifyWire"] => {
        const some = (id: string) => text[id]?.trim() || undefined;
        const lines = (text.lines ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
        return { reason, person: { name: some("name") ?? "", company: some("company"), email: some("email"), phone: some("phone"), vat_id: told.vat_id ?? undefined, address: { lines, city: some("city") ?? "", postcode: some("postcode"), region: some("region"), country: text.country ?? "" } } };
      }}
      send={(body, key) => asked(api.PUT("/v1/persons/{person}", { params: { path: { person: order.person ?? "" }, header: { "Idempotency-Key": key } }, body }))}
      stale={["customers"]}
      done={() => { tell(t("Address corrected")); done(); }}
      close={close}
      more={() => (moved || elsewhere) && (
        <div className="problem" role="alert">
          <div>
            <div className="what">{t("This would be another tax")}</div>
            <div>{elsewhere ? t("That postcode lies in another tax territory of {country}.", { country: country(order.country) }) : t("Another country or region is taxed otherwise.")} {t("Cancel the order and place it anew: then price, tax and warehouse are those of the new address.")}</div>
            <div><Link to="/orders/new">{t("Place an order")}</Link></div>
          </div>
        </div>
      )}
    />
  );
}
