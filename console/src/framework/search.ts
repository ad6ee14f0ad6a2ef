// What a screen is asked for lives in its address: a filter, a range, a tab can be shared, and Back goes back to it.
import { useMatches, useNavigate, useSearch } from "@tanstack/react-router";

export type Search = Record<string, string | undefined>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : "";
}

/** Whether a value may stand under its name, beside what else stands there. */
export type Shape = (value: string, search: Search) => boolean;
const SHAPES = new Map<string, Record<string, Shape>>();

/** What a screen's address may hold; said by the screen's own file (`asks`). */
export function allows(path: string, shapes: Record<string, Shape>): void {
  SHAPES.set(path, shapes);
}

/** What an address asks, apart from what the screen cannot be asked: names it does not have, values that do not fit. */
export function sifted(path: string | undefined, search: Search): { fits: Search; odd: Search } {
  const shapes = (path !== undefined && SHAPES.get(path)) || {};
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  const fit = given.filter(([name, value]) => shapes[name]?.(value ?? "", search));
  return { fits: Object.fromEntries(fit), odd: Object.fromEntries(given.filter((one) => !fit.includes(one))) };
}

function useSifted() {
  const search = useSearch({ strict: false }) as Search;
  const path = useMatches({ select: (matches): string | undefined => matches.at(-1)?.fullPath });
  return sifted(path, search);
}

/** What the address asks that the screen cannot be asked; it is shown without. */
export function useOdd(): Search {
  return useSifted().odd;
}

/** The screen's questions, and how to change some of them (`undefined` takes one away). */
export function useQuestions(): [Search, (change: Search, replace?: boolean) => void] {
  const search = useSifted().fits;
  const go = useNavigate();
  const ask = (change: Search, replace = true) => void go({ to: ".", search: (before: Search) => ({ ...before, ...change }), replace });
  return [search, ask];
}
