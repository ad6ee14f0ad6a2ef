import { EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { Prices } from "./prices";
import { useWarehouseName } from "../known";
import { asks } from "../../framework/asks";
import { country, language, number } from "../../framework/format";
import { BothSides, Field, FormDrawer, wrongAt } from "../../framework/form";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { Page } from "../../framework/page";
import { useMay } from "../../framework/session";
import { Card, Facts, Id, Pill, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { useWrite } from "../../framework/write";
import { word } from "../../framework/words";

asks("/products/$product", {});

type Product = Schemas["ProductWire"];

export default function ProductPage() {
  const { product: id } = useParams({ strict: false }) as { product: string };
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const product = useQuery({ queryKey: ["products", id], queryFn: () => askedWhole(api.GET("/v1/products/{product}", { params: { path: { product: id } } })) });
  const texts = useQuery({ queryKey: ["product-texts"], queryFn: () => asked(api.GET("/v1/product-texts")), staleTime: 60_000 });
  const up = { to: "/products", name: t("Products") };
  if (product.isError) return <Page name={t("Product")} title={id} up={up}><Failed error={product.error} again={() => void product.refetch()} /></Page>;
  if (product.isPending) return <Page name={t("Product")} title={<span className="quiet">{id}</span>} up={up}><Loading /></Page>;
  const one = product.data.answer;
  const locales = [...new Set([...Object.keys(one.names), ...Object.keys(one.descriptions), ...(texts.data?.locales ?? []).map((each) => each.locale)])].toSorted();
  return (
    <Page
      name={named(one.names, one.id)}
      title={named(one.names, one.id)}
      up={up}
      about={<span className="row"><Pill kind="product_status" value={one.status} /><span>{one.category}</span></span>}
      tools={may("catalogue:write") && <Button icon={<EditOutlined aria-hidden />} onClick={() => setEditing(true)}>{t("Edit")}</Button>}
    >
      <div className="columns">
        <div className="stack">
          <Card title={t("Variants")} more={<span className="quiet">{t("{count, plural, one {# variant} other {# variants}}", { count: one.variants.length })}</span>} bare>
            <SmallTable
              name={t("Variants")}
              rows={one.variants}
              columns={[
                { name: "SKU", show: (each) => <Link to="/inventory/$variant" params={{ variant: each.id }}><Id>{each.sku}</Id></Link> },
                ...one.options.map((option) => ({ name: named(option.names, option.code), show: (each: Product["variants"][number]) => named(option.values.find((value) => value.code === each.choices[option.code])?.names, each.choices[option.code] ?? "—") })),
                { name: t("Weight, g"), end: true, show: (each) => (each.weight_grams ? number(each.weight_grams) : "—") },
                { name: t("Also written"), show: (each) => <Id>{each.aliases.join(", ") || "—"}</Id> },
                { name: t("State"), show: (each) => <Pill kind="product_status" value={each.status} /> },
              ]}
            />
          </Card>
          <Card title={t("Texts")} bare>
            <SmallTable
              name={t("Texts")}
              rows={locales}
              columns={[
                { name: t("Language"), show: (locale) => language(locale) },
                { name: t("Name"), wraps: true, show: (locale) => (one.names[locale] ? <bdi lang={locale}>{one.names[locale]}</bdi> : <span className="pill warn">{t("missing")}</span>) },
                { name: t("Description"), wraps: true, show: (locale) => (one.descriptions[locale] ? <bdi lang={locale}>{one.descriptions[locale]}</bdi> : <span className="quiet">{t("missing")}</span>) },
              ]}
            />
          </Card>
          {may("prices:read") && <Prices product={one} />}
          {may("stock:read") && <Stock product={one} />}
        </div>
        <div className="stack">
          <Card title={t("For customs and tax")}>
            <Facts of={[[t("HS code"), <Id>{one.hs_code ?? "—"}</Id>], [t("Origin"), country(one.origin)], [t("Goods class"), word("tax_class", one.tax_class)], [t("Category"), one.category || "—"]]} />
          </Card>
          <Card title={t("Numbers")}><Facts of={[[t("Hanse number"), <Id>{one.id}</Id>], [t("Version"), one.version]]} /></Card>
        </div>
      </div>
      {editing && <Edit product={one} version={product.data.version} close={() => setEditing(false)} />}
    </Page>
  );
}

function Stock({ product }: { product: Product }) {
  const warehouse = useWarehouseName();
  const stock = useQuery({
    queryKey: ["stock", "product", product.id],
    queryFn: async () => (await Promise.all(product.variants.map((each) => asked(api.GET("/v1/stock", { params: { query: { variant: each.id } } }))))).flatMap((page) => page.items),
  });
  const places = [...new Set((stock.data ?? []).map((one) => one.warehouse))];
  return (
    <Card title={t("Available stock")} bare>
      {stock.isPending ? <Loading lines={3} /> : stock.isError ? <Failed error={stock.error} /> : (
        <SmallTable
          name={t("Available stock")}
          rows={product.variants}
          columns={[
            { name: "SKU", show: (each) => <Link to="/inventory/$variant" params={{ variant: each.id }}><Id>{each.sku}</Id></Link> },
            ...places.map((place) => ({ name: warehouse(place), end: true, show: (each: Product["variants"][number]) => number(stock.data.find((one) => one.variant === each.id && one.warehouse === place)?.available ?? 0) })),
          ]}
        />
      )}
    </Card>
  );
}

/** An edit is of the version that was seen. When somebody else was faster, both are shown and nothing is lost. */
function Edit({ product: shown, version, close }: { product: Product; version: string | null; close: () => void }) {
  // The page behind it goes on with what others do; what is edited stays what was seen.
  const [product] = useState(shown);
  const [names, setNames] = useState<Record<string, string>>({ en: "", zh: "", ...product.names });
  const [text, setText] = useState({ category: product.category, hs_code: product.hs_code ?? "", origin: product.origin ?? "", status: product.status });
  const [seen, setSeen] = useState(version);
  const [theirs, setTheirs] = useState<Product | null>(null);
  const write = useWrite(
    (wish: Schemas["PatchProduct"], key: string) =>
      asked(api.PATCH("/v1/products/{product}", { params: { path: { product: product.id }, header: { "Idempotency-Key": key, "If-Match": seen ?? "" } }, body: wish })),
    { stale: ["products", "product-texts"], done: () => { tell(t("Kept")); close(); } },
  );
  const changed = Object.fromEntries(Object.entries(names).filter(([locale, name]) => (name.trim() || null) !== (product.names[locale] ?? null)).map(([locale, name]) => [locale, name.trim() || null]));
  const send = () =>
    write.mutate(
      {
        ...(Object.keys(changed).length > 0 ? { names: changed } : {}),
        ...(text.category !== product.category ? { category: text.category } : {}),
        ...(text.hs_code !== (product.hs_code ?? "") ? { hs_code: text.hs_code || null } : {}),
        ...(text.origin !== (product.origin ?? "") ? { origin: text.origin.toUpperCase() || null } : {}),
        ...(text.status !== product.status ? { status: text.status } : {}),
      },
      {
        onError: async (no) => {
          if (no.status !== 412) return;
          const now = await askedWhole(api.GET("/v1/products/{product}", { params: { path: { product: product.id } } }));
          setTheirs(now.answer);
          setSeen(now.version);
        },
      },
    );
  const fields: [string, string, string][] = [
    ...Object.entries(names).map(([locale, name]): [string, string, string] => [language(locale), name, theirs?.names[locale] ?? ""]),
    [t("Category"), text.category, theirs?.category ?? ""], [t("HS code"), text.hs_code, theirs?.hs_code ?? ""], [t("Origin"), text.origin, theirs?.origin ?? ""],
  ];
  return (
    <FormDrawer open title={t("Edit the product")} word={theirs ? t("Keep mine over theirs") : t("Keep")} close={close} send={send} sending={write.isPending} error={theirs ? null : write.error}>
      {theirs && <BothSides of={fields} />}
      {Object.entries(names).map(([locale, name]) => (
        <Field key={locale} name={t("Name, {language}", { language: language(locale) })} wrong={wrongAt(write.error, `/names/${locale}`)}><Input lang={locale} dir="auto" value={name} onChange={(event) => setNames({ ...names, [locale]: event.target.value })} /></Field>
      ))}
      <Field name={t("Category")} wrong={wrongAt(write.error, "/category")}><Input value={text.category} onChange={(event) => setText({ ...text, category: event.target.value })} /></Field>
      <div className="two">
        <Field name={t("HS code")} wrong={wrongAt(write.error, "/hs_code")}><Input value={text.hs_code} onChange={(event) => setText({ ...text, hs_code: event.target.value })} /></Field>
        <Field name={t("Origin, two letters")} wrong={wrongAt(write.error, "/origin")}><Input maxLength={2} value={text.origin} onChange={(event) => setText({ ...text, origin: event.target.value })} /></Field>
      </div>
      <Field name={t("State")}><Select value={text.status} onChange={(status) => setText({ ...text, status })} options={[{ value: "active", label: t("Active") }, { value: "archived", label: t("Archived") }]} /></Field>
    </FormDrawer>
  );
}
