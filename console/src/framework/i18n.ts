// Every text of the console goes through `t`. The English text is the key; ICU says plurals: t("{count, plural, one {# order} other {# orders}}", { count }).
import { i18n } from "@lingui/core";
import type { Locale } from "./settings";

type Catalog = { default: Record<string, never> };

const CATALOGS: Record<Locale, () => Promise<Catalog>> = {
  en: () => import("virtual:catalog/en"),
  zh: () => import("virtual:catalog/zh"),
  ar: () => import("virtual:catalog/ar"),
};

export async function speak(locale: Locale): Promise<void> {
  const catalog = await CATALOGS[locale]();
  i18n.loadAndActivate({ locale, messages: catalog.default });
  document.documentElement.lang = TAG[locale];
  document.documentElement.dir = locale === "ar" ? "rtl" : "ltr";
}

/** How numbers and dates are written. Arabic with Latin digits, as invoices and scanners have them. */
export const TAG: Record<Locale, string> = { en: "en-GB", zh: "zh-CN", ar: "ar-u-nu-latn" };

export function t(message: string, values?: Record<string, string | number>): string {
  return i18n._(message, values);
}

/** A text that the API keeps by language: the reader's, then English, then whichever there is. */
export function named(texts: Record<string, string | null> | undefined, fallback = ""): string {
  return texts?.[i18n.locale] ?? texts?.en ?? Object.values(texts ?? {}).find(Boolean) ?? fallback;
}
