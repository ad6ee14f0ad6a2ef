import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { i18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { texts } from "../scripts/catalogs";
import { KINDS, codes, word, type Kind } from "../src/framework/words";

type Property = { enum?: string[]; description?: string };
type Parameter = Property & { name: string };
type Schema = Property & { properties?: Record<string, Property>; allOf?: Schema[] };
const root = new URL("../..", import.meta.url).pathname;
const { components, paths } = JSON.parse(readFileSync(join(root, "console/openapi.json"), "utf8")) as { components: { schemas: Record<string, Schema> }; paths: Record<string, { get?: { parameters?: Parameter[] } }> };
const schemas = components.schemas;
const parameter = (path: string, name: string) => paths[path]?.get?.parameters?.find((one) => one.name === name);

/** The codes a property has by the document: its enumeration, or those its description tells in backticks. */
const told = (one: Property | undefined) => one?.enum ?? [...(one?.description ?? "").matchAll(/`([a-z0-9][a-z0-9_]*)`/g)].map((each) => each[1] as string);
const properties = (schema: Schema): [string, Property][] => [...Object.entries(schema.properties ?? {}), ...(schema.allOf ?? []).flatMap(properties)];

/** Where a screen shows a code of the document, and with whose words. */
const SHOWN: Record<string, Kind> = {
  "FilterWire.tax_status": "tax_status",
  BuyerKindBody: "buyer", BuyerWord: "buyer", CustomerKind: "customer_kind", LinkReason: "link", Purpose: "purpose",
  "AccountWire.kind": "account_kind", "BalanceWire.kind": "account_kind", "ActionBody.action": "action", "BehindRowWire.happened": "happened", "DocumentBody.kind": "document",
  "EntryHead.cause": "cause", "KeyWire.state": "key_state", "EntryTransferWire.state": "entry_state", "FxRuleWire.status": "rule_status", "HoldBody.because": "held", "ImportWire.state": "import_state",
  "MovementWire.kind": "movement", "OrderAfterBody.status": "status", "OrderBody.status": "status", "OrderBody.tax_status": "tax_status", "PickBody.payment": "payment", "OrderBody.proofs_missing": "proof", "OrderLineBody.kind": "line_kind",
  "ProductWire.status": "product_status", "RegistrationBody.scheme": "scheme", "ReturnBody.state": "return_state", "ReturnDetail.state": "return_state", "ReturnRequest.reason": "return_reason",
  "RowWire.state": "row_state", "RetryRow.cells": "column", "RuleWire.legs": "leg", "TaxLineBody.tax_class": "tax_class", "AskFigures.measures": "measure",
};
/** Codes that stand on no screen, or stand there as what somebody typed. */
const NOT_SHOWN = new Set([
  "ActionBody.needs", "AskFigures.currency", "AskFigures.dimensions", "BuyerBody.kind", "CorrectionWire.cells", "CorrectionWire.kind", "FrozenDocumentBody.kind", "FrozenLineBody.kind", "FrozenTaxBody.leg", "FrozenTaxBody.liable", "InvoiceVatIdBody.scheme", "FxQuoteWire.rate", 
  "LaneWire.status", "NewAccount.kind", "NewMarket.rounding", "PatchProduct.status", "PaymentBody.kind", "ProofBody.kind", "RefundGiven.payment", "RetryRow.kind", "SourceWire.came_from", "TaxBuyerBody.vat_id", "TaxQuoteBody.proofs", "ThresholdWire.shape",
]);

const rust = (path: string) => readFileSync(join(root, path), "utf8");
const snake = (name: string) => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
/** The codes of a Rust enumeration, of which the document leaves the shape open. */
function variants(path: string, name: string): string[] {
  const body = new RegExp(`enum ${name} \\{([^}]*(?:\\{[^}]*\\}[^}]*)*)\\n\\}`).exec(rust(path))?.[1];
  if (body === undefined) throw new Error(`no enum ${name} in ${path}`);
  return body.split("\n").flatMap((line) => /^ {4}([A-Z]\w*)\b/.exec(line)?.[1] ?? []).map(snake);
}
const answers = "centres/tax/src/answer.rs";
const rules = readdirSync(join(root, "centres/tax/rules"), { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".toml")).map((one) => rust(join("centres/tax/rules", one))).join("\n");
const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((one) => one[1] as string))];
const events = readdirSync(join(root, "centres/orders/src"), { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".rs")).flatMap((one) => found(rust(join("centres/orders/src", one)), /"(orders\.[a-z_]+\.v\d+)"/g));
const OPEN: [Kind, string[]][] = [
  ["liable", variants(answers, "Liable")], ["scheme", variants(answers, "TaxScheme")], ["leg", variants(answers, "Leg")], ["ask", variants(answers, "Ask")], ["assumed", variants(answers, "Assumption")],
  ["tax_status", variants(answers, "LegStatus")], ["proof", variants("centres/tax/src/question.rs", "EvidenceKind")], ["rule_status", variants("countries/src/period.rs", "FactStatus")],
  ["tax_class", variants("countries/src/rates.rs", "RateClass").map((one) => one.replace(/(\d)$/, "_$1"))], ["refused", variants("centres/logistics/src/sourcing/ranking.rs", "Refused")],
  ["imported", found(rust("connectors/order_file/src/kind.rs"), /=> "([a-z_]+)"/g)], ["column", found(rust("connectors/order_file/src/unusable.rs"), /Self::\w+ => "([a-z_]+)",/g)],
  ["treatment", found(rules, /treatment = "([a-z_]+)"/g)], ["event", events], ["field", ["OrderBody", "OrderLineBody"].flatMap((name) => properties(schemas[name] ?? {}).map(([field]) => field))], ["scope", found(rust("platform/access/src/scope.rs"), /^ {4}\w+ = "([a-z:]+)",$/gm)],
];

/** Codes that are written the same in every language. */
const SAME = new Set(["oss", "ioss", "sku"]);
const speak = (locale: string) => i18n.loadAndActivate({ locale, messages: Object.fromEntries(Object.entries(texts(locale)).map(([key, text]) => [key, compileMessage(text)])) });

/** Filters whose choices are words. */
const ASKED: [path: string, name: string, kind: Kind][] = [
  ["/v1/orders", "status", "status"], ["/v1/orders", "payment", "payment"], ["/v1/orders", "fulfilment", "fulfilment"], ["/v1/orders", "tax_status", "tax_status"], ["/v1/figures/rows", "age", "age"], ["/v1/figures/rows", "tax_status", "tax_status"],
  ["/v1/imports/{import}/quarantine", "state", "row_state"], ["/v1/returns", "state", "return_state"],
];

describe("the API's codes", () => {
  it("have words wherever a screen shows them", () => {
    const lacking = Object.entries(SHOWN).flatMap(([place, kind]) => {
      const [name = "", field] = place.split(".");
      const schema = schemas[name];
      const one = field ? Object.fromEntries(properties(schema ?? {}))[field] : schema;
      const all = told(one);
      return all.length === 0 ? [`${place}: the document tells no codes`] : all.filter((code) => !codes(kind).includes(code)).map((code) => `${place}: ${kind}.${code}`);
    });
    expect(lacking).toEqual([]);
    for (const [path, name, kind] of ASKED) {
      const all = told(parameter(path, name)).filter((code) => code !== "waiting");
      expect(all.length, `${path} ${name}`).toBeGreaterThan(1);
      expect(all.filter((code) => !codes(kind).includes(code)), `${path} ${name}`).toEqual([]);
    }
  });
  it("have words where the document leaves their shape open", () => {
    for (const [kind, all] of OPEN) {
      expect(all.length, kind).toBeGreaterThan(1);
      expect(all.filter((code) => !codes(kind).includes(code)), kind).toEqual([]);
    }
  });
  it("that are new to the document are noticed: somebody says whether a screen shows them", () => {
    const places = Object.entries(schemas).flatMap(([name, schema]) => [...(schema.enum ? [name] : []), ...properties(schema).filter(([, one]) => told(one).length > 2 || one.enum).map(([field]) => `${name}.${field}`)]);
    expect(places.filter((place) => !(place in SHOWN) && !NOT_SHOWN.has(place))).toEqual([]);
  });
  for (const [locale, script] of [["zh", /\p{Script=Han}/u], ["ar", /\p{Script=Arabic}/u]] as const) {
    it(`are words in ${locale}, none of them English`, () => {
      speak(locale);
      const english = KINDS.flatMap((kind) => codes(kind).filter((code) => !SAME.has(code) && !script.test(word(kind, code))).map((code) => `${kind}.${code}: ${word(kind, code)}`));
      expect(english).toEqual([]);
    });
  }
  it("are turned into words in one place: nowhere else an underscore becomes a space", () => {
    const sources = readdirSync(join(root, "console/src"), { recursive: true, encoding: "utf8" }).filter((one) => /\.tsx?$/.test(one) && !/words\.ts$|known\.ts$/.test(one));
    expect(sources.filter((one) => rust(join("console/src", one)).includes('replaceAll("_"'))).toEqual([]);
  });
});
