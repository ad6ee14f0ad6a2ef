// A new product: what it is, the options buyers choose by, and a SKU for each variant that is to be.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, asked, type Refused, type Schemas } from "../../api/client";
import { combinations, keyOf, optionsOf, proposed, type Typed } from "./build";
import { productQuestions } from "./questions";
import { AskDrawer } from "../../framework/asking";
import type { Answers } from "../../framework/questions";
import { Field, wrongAt } from "../../framework/form";
import { language } from "../../framework/format";
import { named, t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { NumberField } from "../../framework/number";
import { read, wholeOf, type Limits } from "../../framework/numbers";
import { useSettings } from "../../framework/settings";
import { LOCALES } from "../../framework/settings";

export const WEIGHT: Limits = { min: 1, max: 10_000_000, optional: true };
type Rows = Record<string, { sku?: string; weight?: string }>;

export function NewProduct({ close }: { close: () => void }) {
  const go = useNavigate();
  const { locale } = useSettings();
  const [options, setOptions] = useState<Typed[]>([]);
  const [base, setBase] = useState("");
  const [rows, setRows] = useState<Rows>({});
  const made = optionsOf(options, locale);
  const all = combinations(made).map((choices) => ({ choices, key: keyOf(choices), ...rows[keyOf(choices)] }));
  const sku = (one: (typeof all)[number]) => (made.length === 0 ? base : (one.sku ?? proposed(base, one.choices))).trim();
  const wanted = all.filter((one) => sku(one));
  const half = options.some((one) => (one.name.trim() === "") !== (one.values.trim() === ""));
  const ready = wanted.length > 0 && !half && wanted.every((one) => !read(one.weight ?? "", WEIGHT).wrong);
  const others = (Object.keys(LOCALES) as (keyof typeof LOCALES)[]).filter((one) => one !== locale);
  const texts = (text: Answers, what: string) => Object.fromEntries([locale, ...others].flatMap((one) => (text[`${what}_${one}`]?.trim() ? [[one, text[`${what}_${one}`]?.trim() ?? ""]] : [])));
  const body = (text: Answers): Schemas["NewProduct"] => ({
    names: texts(text, "name"), descriptions: texts(text, "description"),
    category: text.category?.trim() ?? "", tax_class: text.tax_class ?? "", hs_code: text.hs_code?.trim() || undefined, origin: text.origin || undefined,
    options: made,
    variants: wanted.map((one) => ({ sku: sku(one), choices: one.choices, weight_grams: wholeOf(one.weight ?? "", WEIGHT) ?? undefined })),
  });
  const put = (key: string, part: Rows[string]) => setRows((before) => ({ ...before, [key]: { ...before[key], ...part } }));
  const change = (at: number, part: Partial<Typed>) => setOptions(options.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const wrong = (error: Refused | null, one: (typeof all)[number], field: string) => wrongAt(error, `/variants/${wanted.findIndex((each) => each.key === one.key)}/${field}`);
  const label = (choices: Record<string, string>) => made.map((option) => named(option.values.find((value) => value.code === choices[option.code])?.names, choices[option.code])).join(" · ");
  return (
    <AskDrawer
      wide
      title={t("New product")}
      word={t("Create")}
      ready={ready}
      questions={[
        { id: `name_${locale}`, name: t("Name, {language}", { language: language(locale) }), at: "names" },
        ...others.map((one) => ({ id: `name_${one}`, name: t("Name, {language}", { language: language(one) }), at: `names/${one}`, optional: true, half: true })),
        { id: `description_${locale}`, name: t("Description, {language}", { language: language(locale) }), at: "descriptions", kind: "lines", optional: true },
        ...productQuestions(),
      ]}
      first={{ tax_class: "standard" }}
      body={body}
      send={(wish, key) => asked(api.POST("/v1/products", { params: { header: { "Idempotency-Key": key } }, body: wish }))}
      stale={["products", "product-texts"]}
      done={(product) => { tell(t("Kept")); close(); void go({ to: "/products/$product", params: { product: product.id } }); }}
      close={close}
      more={(error) => (
        <>
          <h3>{t("Options and variants")}</h3>
          <p className="quiet">{t("An option is what buyers choose by, such as colour or size. A product without options has one variant.")}</p>
          {options.map((one, at) => (
            <div key={at} className="piece option">
              <Field name={at === 0 ? t("Option") : ""}><Input aria-label={`${t("Option")} ${at + 1}`} value={one.name} placeholder={t("Colour")} onChange={(event) => change(at, { name: event.target.value })} /></Field>
              <Field name={at === 0 ? t("Its values, parted by commas") : ""}><Input aria-label={`${t("Its values, parted by commas")} ${at + 1}`} value={one.values} placeholder={t("red, blue")} onChange={(event) => change(at, { values: event.target.value })} /></Field>
              <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t("Take the option away")} onClick={() => setOptions(options.filter((_, place) => place !== at))} />
            </div>
          ))}
          <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => setOptions([...options, { name: "", values: "" }])}>{t("One more option")}</Button></div>
          <Field name={made.length > 0 ? t("SKUs begin with") : "SKU"} wrong={made.length === 0 ? wrongAt(error, "/variants") : undefined}><Input className="mono" autoComplete="off" value={base} onChange={(event) => setBase(event.target.value)} /></Field>
          {made.length === 0 && <Field name={t("Weight, g")}><NumberField limits={WEIGHT} value={all[0]?.weight ?? ""} change={(weight) => put(all[0]?.key ?? "", { weight })} /></Field>}
          {made.length > 0 && (
            <>
              <table className="rows" aria-label={t("Variants")}>
                <thead><tr><th scope="col">{t("Variant")}</th><th scope="col">SKU</th><th scope="col">{t("Weight, g")}</th></tr></thead>
                <tbody>
                  {all.map((one) => (
                    <tr key={one.key}>
                      <td>{label(one.choices)}</td>
                      <td><Input className="mono" aria-label={`SKU ${label(one.choices)}`} value={one.sku ?? proposed(base, one.choices)} onChange={(event) => put(one.key, { sku: event.target.value })} />{wrong(error, one, "sku") && <span className="wrong" role="alert">{wrong(error, one, "sku")}</span>}</td>
                      <td><NumberField label={`${t("Weight, g")} ${label(one.choices)}`} width={96} limits={WEIGHT} value={one.weight ?? ""} change={(weight) => put(one.key, { weight })} wrong={wrong(error, one, "weight_grams")} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <p className="quiet">{t("A combination whose SKU is empty does not come to be.")}</p>
            </>
          )}
        </>
      )}
    />
  );
}
