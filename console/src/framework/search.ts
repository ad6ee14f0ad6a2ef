// What a screen is asked for lives in its address: a filter, a range, a tab can be shared, and Back goes back to it.
import { useNavigate, useSearch } from "@tanstack/react-router";

export type Search = Record<string, string | undefined>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : "";
}

/** The screen's questions, and how to change some of them (`undefined` takes one away). */
export function useQuestions(): [Search, (change: Search, replace?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search;
  const go = useNavigate();
  const ask = (change: Search, replace = true) => void go({ to: ".", search: (before: Search) => ({ ...before, ...change }), replace });
  return [search, ask];
}
