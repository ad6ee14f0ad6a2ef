// Where is sold, for which prices.
import { useQuery } from "@tanstack/react-query";
import { api, asked, type Schemas } from "../../api/client";
import { codeHint, codeOf } from "./code";
import { First, Open } from "./first";
import { useEntities, useMarkets } from "../known";
import { AskDrawer } from "../../framework/asking";
import type { Question } from "../../framework/questions";
import { countries, currencies } from "../../framework/codes";
import { beginOf, country, day, language } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { wholeOf, type Limits } from "../../framework/numbers";
import { useMay } from "../../framework/session";
import { useSettings } from "../../framework/settings";
import { Card, Id, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { word } from "../../framework/words";

const PRIORITY: Limits = { min: -1_000_000, max: 1_000_000 };
const rounded = (policy: string) => policy.split("/").map((part) => word("rounding", part)).join(", ");
const rounding = (): Question => ({ id: "rounding", name: t("Rounding"), kind: "one", choices: ["line", "unit", "tax_group", "document"].flatMap((what) => ["half_up", "half_even"].map((how) => `${what}/${how}`)).map((value) => ({ value, label: rounded(value) })) });
const inclusive = (): Question => ({ id: "tax_inclusive", name: t("Prices contain the tax"), kind: "yes" });

/** A name in the reader's language; others can follow. */
const useName = () => {
  const { locale } = useSettings();
  return { question: { id: "name", name: t("Name, {language}", { language: language(locale) }), at: "names", optional: true } satisfies Question, names: (text: string | undefined) => (text?.trim() ? { [locale]: text.trim() } : {}) };
};

export function Markets() {
  const all = useMarkets();
  const may = useMay()("prices:write");
  return (
    <Card title={t("Markets")} more={may && <Open name={t("New market")} form={NewMarket} />} bare>
      {all.error ? <Failed error={all.error} again={() => void all.refetch()} /> : all.isPending ? <Loading /> : all.data.items.length === 0 ? <First title={t("No market yet")} may={may} name={t("New market")} form={NewMarket}>{t("A market says to which countries is sold, by whom and in which currency.")}</First> : (
        <SmallTable name={t("Markets")} rows={all.data.items} columns={[
          { name: t("Code"), show: (one) => <Id>{one.code}</Id> }, { name: t("Name"), show: (one) => named(one.names, one.code) }, { name: t("Countries"), wraps: true, show: (one) => one.countries.map(country).join(", ") },
          { name: t("Currency"), show: (one) => one.currency }, { name: t("Seller"), show: (one) => one.seller }, { name: t("Prices"), show: (one) => (one.tax_inclusive ? t("incl. tax") : t("excl. tax")) }, { name: t("Rounding"), show: (one) => rounded(one.rounding) },
        ]} />
      )}
    </Card>
  );
}

function NewMarket({ close }: { close: () => void }) {
  const { currency } = useSettings();
  const { question, names } = useName();
  const entities = useEntities().data?.items ?? [];
  const others = useMarkets().data?.items ?? [];
  const only = entities.length === 1 ? entities[0] : undefined;
  return (
    <AskDrawer
      key={only?.code}
      title={t("New market")}
      word={t("Create")}
      questions={[
        { id: "code", name: t("Code"), hint: codeHint() },
        question,
        { id: "seller", name: t("Seller"), kind: "one", choices: entities.map((one) => ({ value: one.code, label: `${one.name} · ${one.code}` })), hint: entities.length === 0 ? t("There is no entity yet: it comes first.") : undefined },
        { id: "countries", name: t("Countries it sells to"), kind: "several", choices: countries() },
        { id: "currency", name: t("Currency"), kind: "one", choices: currencies() },
        inclusive(),
        rounding(),
        ...(others.length > 0 ? [{ id: "parent", name: t("Where it has no price, the prices of"), kind: "one" as const, optional: true, choices: others.map((one) => ({ value: one.code, label: named(one.names, one.code) })) }] : []),
      ]}
      first={{ seller: only?.code ?? "", countries: only?.country ?? "", currency: only?.base_currency ?? currency, tax_inclusive: "yes", rounding: "line/half_up" }}
      body={(text) => ({ code: codeOf(text.code), names: names(text.name), seller: text.seller ?? "", countries: (text.countries ?? "").split(",").filter(Boolean), currency: text.currency ?? "", tax_inclusive: text.tax_inclusive === "yes", rounding: text.rounding ?? "", parent: text.parent || undefined })}
      send={(body: Schemas["NewMarket"], key) => asked(api.POST("/v1/markets", { params: { header: { "Idempotency-Key": key } }, body }))}
      stale={["markets"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}

export function PriceLists() {
  const may = useMay()("prices:write");
  const all = useQuery({ queryKey: ["price-lists"], queryFn: () => asked(api.GET("/v1/price-lists", { params: { query: { limit: 200 } } })) });
  return (
    <Card title={t("Price lists")} more={may && <Open name={t("New price list")} form={NewPriceList} />} bare>
      {all.error ? <Failed error={all.error} again={() => void all.refetch()} /> : all.isPending ? <Loading /> : all.data.items.length === 0 ? <First title={t("There is no price list yet")} may={may} name={t("New price list")} form={NewPriceList}>{t("Prices stand in one, by SKU; a market asks its default list last.")}</First> : (
        <SmallTable name={t("Price lists")} rows={all.data.items} columns={[
          { name: t("Name"), show: (one) => named(one.names, one.id) }, { name: t("Market"), show: (one) => one.market }, { name: t("Channel"), show: (one) => one.channel ?? t("every") }, { name: t("Currency"), show: (one) => one.currency },
          { name: t("Prices"), show: (one) => (one.tax_inclusive ? t("incl. tax") : t("excl. tax")) }, { name: t("From|day"), show: (one) => day(one.valid_from) }, { name: t("To|day"), show: (one) => (one.valid_to ? day(one.valid_to) : "—") }, { name: t("Priority"), end: true, show: (one) => one.priority },
        ]} />
      )}
    </Card>
  );
}

function NewPriceList({ close }: { close: () => void }) {
  const { zone } = useSettings();
  const { question, names } = useName();
  const markets = useMarkets().data?.items ?? [];
  const only = markets.length === 1 ? markets[0] : undefined;
  return (
    <AskDrawer
      key={only?.code}
      title={t("New price list")}
      word={t("Create")}
      questions={[
        { id: "market", name: t("Market"), kind: "one", choices: markets.map((one) => ({ value: one.code, label: `${named(one.names, one.code)} · ${one.currency}` })), hint: markets.length === 0 ? t("There is no market yet: it comes first.") : undefined },
        question,
        { id: "currency", name: t("Currency"), kind: "one", choices: currencies() },
        inclusive(),
        rounding(),
        { id: "channel", name: t("Only for the channel"), optional: true, half: true },
        { id: "customer_group", name: t("Only for the group of customers"), optional: true, half: true },
        { id: "priority", name: t("Priority"), kind: "number", limits: PRIORITY, hint: t("The list with the higher number is asked first.") },
        { id: "valid_from", name: t("From|day"), kind: "day", optional: true, half: true },
        { id: "valid_to", name: t("Before|day"), kind: "day", optional: true, half: true },
        { id: "default", name: t("The market's default list"), kind: "yes", hint: t("It is asked last.") },
      ]}
      first={{ market: only?.code ?? "", currency: only?.currency ?? "EUR", tax_inclusive: only?.tax_inclusive === false ? "" : "yes", rounding: only?.rounding ?? "line/half_up", priority: "0", default: only && !only.default_list ? "yes" : "" }}
      body={(text) => ({
        market: text.market ?? "", names: names(text.name), currency: text.currency ?? "", tax_inclusive: text.tax_inclusive === "yes", rounding: text.rounding ?? "", channel: text.channel?.trim() || undefined, customer_group: text.customer_group?.trim() || undefined,
        priority: wholeOf(text.priority ?? "", PRIORITY) ?? 0, valid_from: text.valid_from ? beginOf(text.valid_from, zone) : undefined, valid_to: text.valid_to ? beginOf(text.valid_to, zone) : undefined, default: text.default === "yes",
      })}
      send={(body: Schemas["NewPriceList"], key) => asked(api.POST("/v1/price-lists", { params: { header: { "Idempotency-Key": key } }, body }))}
      stale={["price-lists", "markets"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}
