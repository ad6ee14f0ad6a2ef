// What a person types for a number, read in one way everywhere: `1,50` is `1.50`, in any keyboard's digits. Nothing is rounded, cut or made to
// fit: what cannot be read, or is not possible, has no value and stays as it was typed.

/** What is possible. Without `decimals` whole numbers; `above` is a limit that is itself too little. */
export type Limits = { min?: number; max?: number; above?: number; decimals?: number; optional?: boolean };
export type Wrong = "missing" | "unreadable" | "whole" | "decimals" | "range";
/** The number as the API writes it, or why there is none. What may be left empty and is has neither. */
export type Read = { value: string | null; wrong: Wrong | null };

/** Latin digits and signs for those of Arabic and Chinese keyboards. */
const plainly = (text: string) =>
  text
    .replaceAll(/[٠-٩]/g, (sign) => String(sign.charCodeAt(0) - 0x660))
    .replaceAll(/[۰-۹]/g, (sign) => String(sign.charCodeAt(0) - 0x6f0))
    .replaceAll(/[０-９]/g, (sign) => String(sign.charCodeAt(0) - 0xff10))
    .replaceAll(/[٫．。]/g, ".")
    .replaceAll("٬", "")
    .replaceAll("，", ",")
    .replaceAll(/[−－]/g, "-")
    .replaceAll("＋", "+")
    .replaceAll(/[\s\u00a0\u202f\u200e\u200f\u061c'’]/g, "");

/**
 * A decimal as the API writes it; null where it is none. The mark that stands last is the decimal mark. A comma before just three digits
 * parts thousands, as in all languages of the console: `1,234` is 1234, `1.234` is one and a bit.
 */
export function decimalOf(text: string): string | null {
  const plain = plainly(text).replace(/^\+/, "");
  const [, sign = "", body = ""] = /^(-?)([\d.,]+)$/.exec(plain) ?? [];
  const dotted =
    /^\d+(\.\d+)?$/.test(body) || /^\.\d+$/.test(body) ? body
    : /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(body) ? body.replaceAll(",", "")
    : /^[1-9]\d{0,2}(\.\d{3})+,\d+$/.test(body) || /^[1-9]\d{0,2}(\.\d{3}){2,}$/.test(body) ? body.replaceAll(".", "").replace(",", ".")
    : /^\d*,\d+$/.test(body) ? body.replace(",", ".")
    : null;
  if (dotted === null) return null;
  const [whole = "", rest] = dotted.split(".");
  return `${sign}${whole.replace(/^0+(?=\d)/, "") || "0"}${rest === undefined ? "" : `.${rest}`}`;
}

export function read(text: string, limits: Limits = {}): Read {
  if (text.trim() === "") return { value: null, wrong: limits.optional ? null : "missing" };
  const no = (wrong: Wrong): Read => ({ value: null, wrong });
  const found = decimalOf(text);
  if (found === null) return no("unreadable");
  const [whole = "", rest = ""] = found.split(".");
  const decimals = limits.decimals ?? 0;
  const needed = rest.replace(/0+$/, "").length;
  if (needed > decimals) return no(decimals === 0 ? "whole" : "decimals");
  const value = decimals === 0 ? whole : found.includes(".") && rest.length > decimals ? `${whole}.${rest.slice(0, decimals)}` : found;
  const size = Number(value);
  const fits = size >= (limits.min ?? -Infinity) && size <= (limits.max ?? Infinity) && (limits.above === undefined || size > limits.above);
  return fits ? { value, wrong: null } : no("range");
}

/** A whole number that was read; null where nothing was. */
export function wholeOf(text: string, limits: Limits = {}): number | null {
  const { value } = read(text, limits);
  return value === null ? null : Number(value);
}

/** As many decimals as an amount of the API has: those of its currency. */
export const decimalsOf = (amount: string | undefined) => amount?.split(".")[1]?.length ?? 2;

/** What one amount of the API is more than another, exact: reckoned in whole units of the finer of the two. */
export function difference(amount: string, less: string): string {
  const decimals = Math.max(...[amount, less].map((one) => one.split(".")[1]?.length ?? 0));
  const units = (one: string) => {
    const [whole = "0", rest = ""] = one.replace(/^-/, "").split(".");
    const size = BigInt(whole + rest.padEnd(decimals, "0"));
    return one.startsWith("-") ? -size : size;
  };
  const found = units(amount) - units(less);
  const digits = (found < 0n ? -found : found).toString().padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  return `${found < 0n ? "-" : ""}${digits.slice(0, at)}${decimals > 0 ? `.${digits.slice(at)}` : ""}`;
}
