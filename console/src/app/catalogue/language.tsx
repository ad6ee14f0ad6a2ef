// A product's texts: languages down, name and description across, typed where they stand. What is missing is shown; a language can be added.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { api, asked, askedWhole, type Schemas } from "../../api/client";
import { COLUMNS, changed, pastedTexts, patch, textKey, type Edits } from "./texts";
import { CellTable, KeepCells } from "../../framework/cells";
import { BothSides } from "../../framework/form";
import { language } from "../../framework/format";
import { t } from "../../framework/i18n";
import { tell } from "../../framework/notes";
import { useMay } from "../../framework/session";
import { LOCALES } from "../../framework/settings";
import { Card } from "../../framework/shown";
import { ProblemNote } from "../../framework/states";
import { useWrite } from "../../framework/write";

type Product = Schemas["ProductWire"];
/** Languages buyers read that can be added; any other comes over the API. */
const MORE = ["ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"];

export function Texts({ product: shown, version }: { product: Product; version: string | null }) {
  const may = useMay()("catalogue:write");
  const [edits, setEdits] = useState<Edits>({});
  const [added, setAdded] = useState<string[]>([]);
  /** What stood there when one began to type: an edit is of that. */
  const [begun, setBegun] = useState<{ product: Product; version: string | null } | null>(null);
  const [theirs, setTheirs] = useState<Product | null>(null);
  const all = useQuery({ queryKey: ["product-texts"], queryFn: () => asked(api.GET("/v1/product-texts")), staleTime: 60_000 });
  const product = begun?.product ?? shown;
  const kept = [...Object.keys(product.names), ...Object.keys(product.descriptions), ...(all.data?.locales ?? []).map((one) => one.locale), ...Object.keys(LOCALES)];
  const locales = [...[...new Set(kept)].toSorted(), ...added.filter((one) => !kept.includes(one))];
  const change = (next: Edits) => {
    setBegun((before) => before ?? { product: shown, version });
    setEdits(next);
  };
  const leave = () => { setEdits({}); setAdded([]); setBegun(null); setTheirs(null); write.reset(); };
  const write = useWrite((wish: { body: Schemas["PatchProduct"]; seen: string }, key: string) => asked(api.PATCH("/v1/products/{product}", { params: { path: { product: product.id }, header: { "Idempotency-Key": key, "If-Match": wish.seen } }, body: wish.body })), {
    stale: ["products", "product-texts"],
    done: () => { tell(t("Kept")); leave(); },
  });
  const changes = changed(product, edits);
  const send = () => write.mutate({ body: patch(changes), seen: begun?.version ?? version ?? "" }, {
    onError: async (no) => {
      if (no.status !== 412) return;
      const now = await askedWhole(api.GET("/v1/products/{product}", { params: { path: { product: product.id } } }));
      setTheirs(now.answer);
      setBegun({ product: now.answer, version: now.version });
    },
  });
  const names = { names: t("Name"), descriptions: t("Description") };
  const lacking = locales.filter((one) => !product.names[one]).length;
  return (
    <Card title={t("Texts")} more={lacking > 0 && <span className="pill warn">{t("{count, plural, one {# name missing} other {# names missing}}", { count: lacking })}</span>} bare>
      <CellTable
        name={t("Texts")}
        kind="text"
        readOnly={!may}
        heads={[{ key: "language", show: t("Language") }, ...COLUMNS.map((one) => ({ key: one, show: names[one], cells: true }))]}
        rows={locales.map((locale) => ({ key: locale, before: [language(locale)] }))}
        cell={(row, column) => {
          const [locale, what] = [locales[row] ?? "", COLUMNS[column] ?? "names"];
          const held = product[what][locale] ?? "";
          const typed = edits[textKey(locale, what)];
          return { label: t("{field}, {language}", { field: names[what], language: language(locale) }), value: typed ?? held, state: changes.some((one) => one.locale === locale && one.what === what) ? "new" : "", placeholder: t("missing"), lang: locale, title: typed !== undefined && held ? t("holds now: {price}", { price: held }) : undefined };
        }}
        change={(row, column, text) => change({ ...edits, [textKey(locales[row] ?? "", COLUMNS[column] ?? "names")]: text })}
        paste={(row, column, block) => change({ ...edits, ...pastedTexts(locales, row, column, block) })}
      />
      {may && (
        <div style={{ display: "grid", gap: 12, padding: 16 }}>
          {Object.keys(edits).length > 0 && (
            <>
              {theirs && <BothSides of={changes.map((one) => [`${names[one.what]}, ${language(one.locale)}`, one.after ?? "", theirs[one.what][one.locale] ?? ""])} />}
              <ProblemNote error={theirs ? null : write.error} />
              <KeepCells word={theirs ? t("Keep mine over theirs") : t("Keep {count, plural, one {# text} other {# texts}}", { count: changes.length })} ready={changes.length > 0} sending={write.isPending} keep={send} leave={leave} />
            </>
          )}
          <div className="row">
            <Select showSearch={{ optionFilterProp: "label" }} aria-label={t("Add a language")} placeholder={t("Add a language")} value={null} onChange={(locale: string | null) => locale && setAdded([...added, locale])} options={MORE.filter((one) => !locales.includes(one)).map((value) => ({ value, label: language(value) }))} style={{ inlineSize: 200 }} />
            <span className="quiet wide-only">{t("A block of a spreadsheet can be pasted onto any cell.")}</span>
          </div>
        </div>
      )}
    </Card>
  );
}
