// A product to be: what was typed of its options, and the variants that come of them.
import type { Schemas } from "../../api/client";

type Option = Schemas["OptionWire"];
/** As typed: an option's name, and its values parted by commas. */
export type Typed = { name: string; values: string };

/** A short name as the API takes it; where the writing gives none, its place does. */
export function codeOf(text: string, kind: string, place: number): string {
  const plain = text.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return plain.slice(0, 40).replace(/-+$/, "") || `${kind}-${place + 1}`;
}

/** Each once, in the order of their writing. */
const parted = (text: string) => [...new Set(text.split(/[,，、،;；\n]/).map((one) => one.trim()).filter(Boolean))];

/** Codes that do not meet: of two that are written alike the second gets its place behind it. */
function apart(names: string[], kind: string): string[] {
  const taken = new Set<string>();
  return names.map((name, place) => {
    const first = codeOf(name, kind, place);
    const code = taken.has(first) ? `${first.slice(0, 36)}-${place + 1}` : first;
    taken.add(code);
    return code;
  });
}

/** What was typed as options, named in one language; what is half written is none yet. */
export function optionsOf(typed: Typed[], locale: string): Option[] {
  const whole = typed.filter((one) => one.name.trim() && parted(one.values).length > 0);
  const codes = apart(whole.map((one) => one.name.trim()), "option");
  return whole.map((one, place) => {
    const values = parted(one.values);
    const valueCodes = apart(values, "value");
    return { code: codes[place] ?? "", names: { [locale]: one.name.trim() }, values: values.map((value, at) => ({ code: valueCodes[at] ?? "", names: { [locale]: value } })) };
  });
}

/** Every way to choose one value of each option. */
export const combinations = (options: Option[]): Record<string, string>[] =>
  options.reduce<Record<string, string>[]>((all, option) => all.flatMap((one) => option.values.map((value) => ({ ...one, [option.code]: value.code }))), [{}]);

export const keyOf = (choices: Record<string, string>) => Object.entries(choices).map(([option, value]) => `${option}=${value}`).join(" ");

/** The SKU that is proposed for a variant: the product's, and what tells it from its sisters. */
export const proposed = (base: string, choices: Record<string, string>) => (base.trim() ? [base.trim(), ...Object.values(choices).map((value) => value.toUpperCase())].join("-") : "");
