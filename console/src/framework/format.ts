// Numbers, money, time and places as the reader's language writes them.
import { settings } from "./settings";
import { TAG } from "./i18n";

export type Money = { amount: string; currency: string };

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames | Intl.RelativeTimeFormat>();
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.DisplayNames | Intl.RelativeTimeFormat>(name: string, make: () => T): T {
  const known = made.get(name);
  if (known) return known as T;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}
const tag = () => TAG[settings().locale];

/** An amount. The API's decimals are text and stay text: a browser's floats never touch them. */
export function money(value: Money | null | undefined, options: { code?: boolean } = {}): string {
  if (!value) return "—";
  const decimals = value.amount.split(".")[1]?.length ?? 0;
  const format = kept(`money ${tag()} ${value.currency} ${decimals} ${options.code}`, () =>
    new Intl.NumberFormat(tag(), {
      style: "currency",
      currency: value.currency,
      currencyDisplay: options.code === false ? "narrowSymbol" : "code",
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }),
  );
  return format.format(value.amount as Intl.StringNumericLiteral);
}

/** The figure of an amount without its currency, for columns that name it. */
export function figure(amount: string): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return kept(`figure ${tag()} ${decimals}`, () => new Intl.NumberFormat(tag(), options)).format(amount as Intl.StringNumericLiteral);
}

export function number(value: number): string {
  return kept(`number ${tag()}`, () => new Intl.NumberFormat(tag(), { maximumFractionDigits: 2 })).format(value);
}

/** A figure beside a chart: 1.2K, 7.43. */
export function compact(value: number): string {
  return kept(`compact ${tag()}`, () => new Intl.NumberFormat(tag(), { notation: "compact", maximumSignificantDigits: 4 })).format(value);
}

/** "0.21" as 21 %. */
export function percent(rate: string): string {
  const options: Intl.NumberFormatOptions = { style: "percent", maximumFractionDigits: 3 };
  return kept(`percent ${tag()}`, () => new Intl.NumberFormat(tag(), options)).format(rate as Intl.StringNumericLiteral);
}

/** How much more or less, in whole per cent; nothing where there was nothing before. */
export function change(now: number, before: number): string | null {
  // Beyond ten times as much a percentage tells nothing.
  if (before === 0 || Math.abs(now / before) > 10) return null;
  const options: Intl.NumberFormatOptions = { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 };
  return kept(`change ${tag()}`, () => new Intl.NumberFormat(tag(), options)).format((now - before) / Math.abs(before));
}

export function time(at: string, zone = settings().zone, seconds = false): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: seconds ? "medium" : "short", timeZone: zone, hourCycle: "h23" };
  return kept(`time ${tag()} ${zone} ${seconds}`, () => new Intl.DateTimeFormat(tag(), options)).format(new Date(at));
}

/** The time of day in the chosen zone: 14:05. */
export function clock(at: number): string {
  const zone = settings().zone;
  return kept(`hour ${tag()} ${zone}`, () => new Intl.DateTimeFormat(tag(), { timeZone: zone, timeStyle: "short" })).format(at);
}

/** A moment as spreadsheets sort it: 2026-03-01 14:05:00, by the zone's clock. */
export function sheetTime(at: string | null | undefined, zone = settings().zone): string {
  if (!at) return "";
  const format = kept(`sheet ${zone}`, () => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }));
  return format.format(new Date(at));
}

/** A day of the calendar (2026-03-01), which has no zone. */
export function day(text: string, short = false): string {
  const options: Intl.DateTimeFormatOptions = short ? { month: "short", day: "numeric", timeZone: "UTC" } : { dateStyle: "medium", timeZone: "UTC" };
  return kept(`day ${tag()} ${short}`, () => new Intl.DateTimeFormat(tag(), options)).format(new Date(`${text.slice(0, 10)}T00:00Z`));
}

/** The day it is in a zone, as the API writes days. */
export function today(zone = settings().zone, shift = 0): string {
  const at = new Date(Date.now() + shift * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
}

/** A day so many days later. */
export function later(text: string, days: number): string {
  return new Date(Date.parse(`${text}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant a day begins in a zone, as the API writes instants: 2026-03-29 in Berlin is 2026-03-28T23:00:00Z. */
export function beginOf(text: string, zone: string): string {
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00Z`);
  // How far the zone's clock is ahead at an instant.
  const ahead = (at: number) => {
    const part = Object.fromEntries(kept(`clock ${zone}`, () => new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short", timeStyle: "medium", hourCycle: "h23" })).formatToParts(at).map((one) => [one.type, one.value]));
    return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`) - at;
  };
  // Asked twice: the clock may be changed between midnight there and midnight of UTC.
  return new Date(midnight - ahead(midnight - ahead(midnight))).toISOString().replace(".000", "");
}

/** How long ago, in the coarsest unit that tells something. */
export function ago(at: string): string {
  const seconds = (Date.parse(at) - Date.now()) / 1000;
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ["second" as const, 1];
  return kept(`ago ${tag()}`, () => new Intl.RelativeTimeFormat(tag(), { numeric: "auto" })).format(Math.round(seconds / size), unit);
}

export function country(code: string | null | undefined): string {
  if (!code) return "—";
  const names = kept(`country ${tag()}`, () => new Intl.DisplayNames(tag(), { type: "region", fallback: "code" }));
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

export function language(code: string): string {
  return kept(`language ${tag()}`, () => new Intl.DisplayNames(tag(), { type: "language" })).of(code) ?? code;
}

/** Zones in which a moment is told besides the reader's own. */
export const ZONES = ["Asia/Shanghai", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Asia/Dubai", "Australia/Sydney", "UTC"];
