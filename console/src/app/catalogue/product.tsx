import { EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { Texts } from "./language";
import { Prices } from "./prices";
import { productQuestions } from "./questions";
import { Variants } from "./variants";
import { useWarehouseName } from "../known";
import { AskDrawer } from "../../framework/asking";
import { asks } from "../../framework/asks";
import { country, number } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { Page } from "../../framework/page";
import type { Answers } from "../../framework/questions";
import { useMay } from "../../framework/session";
import { Card, Facts, Id, Pill, SmallTable } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { word } from "../../framework/words";

asks("/products/$product", {});

type Product = Schemas["ProductWire"];

export default function ProductPage() {
  const { product: id } = useParams({ strict: false }) as { product: string };
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const product = useQuery({ queryKey: ["products", id], queryFn: () => askedWhole(api.GET("/v1/products/{product}", { params: { path: { product: id } } })) });
  const up = { to: "/products", name: t("Products") };
  if (product.isError) return <Page name={t("Product")} title={id} up={up}><Failed error={product.error} again={() => void product.refetch()} /></Page>;
  if (product.isPending) return <Page name={t("Product")} title={<span className="quiet">{id}</span>} up={up}><Loading /></Page>;
  const one = product.data.answer;
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
          <Variants product={one} />
          <Texts product={one} version={product.data.version} />
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

const typed = (one: Product): Answers => ({ category: one.category, tax_class: one.tax_class, hs_code: one.hs_code ?? "", origin: one.origin ?? "", status: one.status });

/** What customs and tax ask of it, and whether it is sold; its texts are typed where they stand. Only what was changed is sent. */
function Edit({ product: shown, version, close }: { product: Product; version: string | null; close: () => void }) {
  // The page behind it goes on with what others do; what is edited stays what was seen.
  const [product] = useState(shown);
  const path = { product: product.id };
  const before = typed(product);
  return (
    <AskDrawer
      title={t("Edit the product")}
      word={t("Keep")}
      questions={[...productQuestions(), { id: "status", name: t("State"), kind: "one", choices: [{ value: "active", label: t("Active") }, { value: "archived", label: t("Archived") }] }]}
      first={before}
      body={(text): Schemas["PatchProduct"] => Object.fromEntries(Object.entries(text).filter(([id, value]) => value.trim() !== before[id]).map(([id, value]) => [id, value.trim() || (id === "category" ? "" : null)]))}
      send={(body, key, seen) => asked(api.PATCH("/v1/products/{product}", { params: { path, header: { "Idempotency-Key": key, "If-Match": seen } }, body }))}
      edit={{ seen: version ?? "", over: t("Keep mine over theirs"), now: async () => { const now = await askedWhole(api.GET("/v1/products/{product}", { params: { path } })); return { answers: typed(now.answer), seen: now.version ?? "" }; } }}
      stale={["products", "product-texts"]}
      done={() => { tell(t("Kept")); close(); }}
      close={close}
    />
  );
}
