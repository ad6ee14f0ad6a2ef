import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { NewProduct } from "./new";
import { First, Open } from "../settings/first";
import { api, asked, questions } from "../../api/client";
import { asks, coded, language as aLanguage, text } from "../../framework/asks";
import { Filters } from "../../framework/filters";
import { country, language } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { useMay } from "../../framework/session";
import { Id, Pill } from "../../framework/shown";
import { choices, word } from "../../framework/words";

asks("/products", { q: text, category: text, status: coded("product_status"), missing: aLanguage });

export default function Products() {
  const [search, ask] = useQuestions();
  const texts = useQuery({ queryKey: ["product-texts"], queryFn: () => asked(api.GET("/v1/product-texts")), staleTime: 60_000 });
  const may = useMay()("catalogue:write");
  const query = questions("/v1/products", search, ["q", "category", "status", "missing"]);
  const languages = (texts.data?.locales ?? []).map((one) => ({ value: one.locale, label: t("{language}: {count} missing", { language: language(one.locale), count: one.missing }) }));
  return (
    <Page fills name={t("Products")} title={t("Products")} about={texts.data && t("{count, plural, one {# product on sale} other {# products on sale}}", { count: texts.data.products })} tools={may && <Open primary name={t("New product")} form={NewProduct} />}>
      <List
        name="products"
        title={t("Products")}
        question={query}
        load={(cursor, signal, limit) => asked(api.GET("/v1/products", { params: { query: { ...query, cursor, limit } }, signal }))}
        id={(one) => one.id}
        to={(one) => `/products/${one.id}`}
        columns={[
          { id: "name", name: t("Product"), text: (one) => named(one.names, one.id), show: (one) => <Link to="/products/$product" params={{ product: one.id }}>{named(one.names, one.id)}</Link> },
          { id: "sku", name: "SKU", text: (one) => one.variants.map((each) => each.sku).join(" "), show: (one) => <span><Id>{one.variants[0]?.sku}</Id>{one.variants.length > 1 && <span className="quiet"> +{one.variants.length - 1}</span>}</span> },
          { id: "category", name: t("Category"), text: (one) => one.category, show: (one) => one.category || "—" },
          { id: "options", name: t("Options"), show: (one) => one.options.map((option) => named(option.names, option.code)).join(", ") || "—" },
          { id: "languages", name: t("Languages"), show: (one) => Object.keys(one.names).map(language).join(", ") },
          { id: "hs_code", name: t("HS code"), text: (one) => one.hs_code, show: (one) => <Id>{one.hs_code ?? "—"}</Id> },
          { id: "origin", name: t("Origin"), extra: true, text: (one) => one.origin, show: (one) => country(one.origin) },
          { id: "tax_class", name: t("Goods class"), text: (one) => word("tax_class", one.tax_class), show: (one) => word("tax_class", one.tax_class) },
          { id: "status", name: t("State"), text: (one) => word("product_status", one.status), show: (one) => <Pill kind="product_status" value={one.status} /> },
        ]}
        filters={
          <Filters
            page="products"
            of={[
              { id: "q", name: t("Name in any language, SKU"), kind: "text" },
              { id: "status", name: t("State"), kind: "one", choices: choices("product_status").filter((one) => one.value !== "draft") },
              { id: "missing", name: t("Name missing in"), kind: "one", choices: languages },
            ]}
          />
        }
        empty={!Object.values(query).some(Boolean) ? <First title={t("No products yet")} may={may} name={t("New product")} form={NewProduct}>{t("A product has names in the languages of its buyers, and a SKU for each variant.")}</First> : <NothingFits filtered nothing={t("No products yet")} clear={() => ask({ q: undefined, category: undefined, status: undefined, missing: undefined })} />}
      />
    </Page>
  );
}
