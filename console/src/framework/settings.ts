// What one person chose on this device. Kept in the browser; nothing of it is anybody's data.
import { useSyncExternalStore } from "react";

export const LOCALES = { zh: "简体中文", en: "English", ar: "العربية" } as const;
export type Locale = keyof typeof LOCALES;
export type Theme = "auto" | "light" | "dark" | "contrast";

export type Settings = {
  locale: Locale;
  theme: Theme;
  zone: string;
  /** The currency figures are added up in. */
  currency: string;
  /** The carrier that parcels were last given to. */
  carrier: string;
  columns: Record<string, string[]>;
  views: Record<string, { name: string; search: string }[]>;
};

const NAME = "hanse.settings";

function preferred(): Locale {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.find((tag): tag is Locale => tag in LOCALES) ?? "en";
}

function read(): Settings {
  const start: Settings = {
    locale: preferred(),
    theme: "auto",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    currency: "EUR",
    carrier: "",
    columns: {},
    views: {},
  };
  try {
    return { ...start, ...(JSON.parse(localStorage.getItem(NAME) ?? "{}") as Partial<Settings>) };
  } catch {
    return start;
  }
}

let now = read();
const followers = new Set<() => void>();

export const settings = (): Settings => now;

export function choose(change: Partial<Settings>): void {
  now = { ...now, ...change };
  localStorage.setItem(NAME, JSON.stringify(now));
  for (const follower of followers) follower();
}

export function useSettings(): Settings {
  return useSyncExternalStore((follower) => {
    followers.add(follower);
    return () => followers.delete(follower);
  }, settings);
}

const darkness = typeof matchMedia === "undefined" ? null : matchMedia("(prefers-color-scheme: dark)");

/** The theme as it is shown: what the device prefers where nothing was chosen. */
export function useTheme(): Exclude<Theme, "auto"> {
  const { theme } = useSettings();
  const dark = useSyncExternalStore(
    (follower) => {
      darkness?.addEventListener("change", follower);
      return () => darkness?.removeEventListener("change", follower);
    },
    () => darkness?.matches ?? false,
  );
  return theme === "auto" ? (dark ? "dark" : "light") : theme;
}
