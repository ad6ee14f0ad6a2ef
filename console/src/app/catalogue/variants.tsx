// A product's variants: what tells them apart, one more, and one that is sold no more.
import { Link } from "@tanstack/react-router";
import { Button, Popconfirm } from "antd";
import { WEIGHT } from "./new";
import { Open } from "../settings/first";
import { api, asked, type Schemas } from "../../api/client";
import { AskDrawer } from "../../framework/asking";
import { number } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { wholeOf } from "../../framework/numbers";
import { useMay } from "../../framework/session";
import { Card, Id, Pill, SmallTable } from "../../framework/shown";
import { ProblemNote } from "../../framework/states";
import { useWrite } from "../../framework/write";

type Product = Schemas["ProductWire"];
type Variant = Product["variants"][number];

const value = (option: Product["options"][number], of: Variant) => named(option.values.find((one) => one.code === of.choices[option.code])?.names, of.choices[option.code] ?? "—");

export function Variants({ product }: { product: Product }) {
  const may = useMay()("catalogue:write");
  const archive = useWrite((sku: string, key: string) => asked(api.POST("/v1/variants/{sku}/archive", { params: { path: { sku }, header: { "Idempotency-Key": key } } })), { stale: ["products", "variants"], done: (_, sku) => tell(t("No more on sale: {sku}", { sku })) });
  // A combination there is cannot be made again; without options there is only one.
  const more = may && product.options.length > 0;
  return (
    <Card title={t("Variants")} more={<span className="row"><span className="quiet">{t("{count, plural, one {# variant} other {# variants}}", { count: product.variants.length })}</span>{more && <Open name={t("New variant")} form={({ close }) => <NewVariant product={product} close={close} />} />}</span>} bare>
      <ProblemNote error={archive.error} />
      <SmallTable
        name={t("Variants")}
        rows={product.variants}
        columns={[
          { name: "SKU", show: (one) => <Link to="/inventory/$variant" params={{ variant: one.id }}><Id>{one.sku}</Id></Link> },
          ...product.options.map((option) => ({ name: named(option.names, option.code), show: (one: Variant) => value(option, one) })),
          { name: t("Weight, g"), end: true, show: (one) => (one.weight_grams ? number(one.weight_grams) : "—") },
          { name: t("Also written"), show: (one) => <Id>{one.aliases.join(", ") || "—"}</Id> },
          { name: t("State"), show: (one) => <Pill kind="product_status" value={one.status} /> },
          ...(may ? [{ name: "", show: (one: Variant) => one.status === "active" && (
            <Popconfirm title={t("Sell {sku} no more?", { sku: one.sku })} description={t("It stays known for the orders that name it.")} okText={t("Archive")} cancelText={t("Cancel")} onConfirm={() => archive.mutate(one.sku)}>
              <Button size="small" type="text" loading={archive.isPending && archive.variables === one.sku} aria-label={t("Archive {sku} …", { sku: one.sku })}>{t("Archive …")}</Button>
            </Popconfirm>
          ) }] : []),
        ]}
      />
    </Card>
  );
}

function NewVariant({ product, close }: { product: Product; close: () => void }) {
  return (
    <AskDrawer
      title={t("New variant")}
      word={t("Create")}
      questions={[
        ...product.options.map((option) => ({ id: `choice_${option.code}`, name: named(option.names, option.code), kind: "one" as const, at: "choices", choices: option.values.map((one) => ({ value: one.code, label: named(one.names, one.code) })) })),
        { id: "sku", name: "SKU" },
        { id: "weight_grams", name: t("Weight, g"), kind: "number", limits: WEIGHT, optional: true },
      ]}
      body={(text) => ({ sku: text.sku?.trim() ?? "", weight_grams: wholeOf(text.weight_grams ?? "", WEIGHT) ?? undefined, choices: Object.fromEntries(product.options.map(({ code }) => [code, text[`choice_${code}`] ?? ""])) })}
      send={(body: Schemas["NewVariantWire"], key) => asked(api.POST("/v1/products/{product}/variants", { params: { path: { product: product.id }, header: { "Idempotency-Key": key } }, body }))}
      stale={["products", "prices"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}
