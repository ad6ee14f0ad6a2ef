// What stands in a screen's address, and what may stand there. A screen says it once, in its file; `useQuestions` leaves out what does not
// fit, and the page's head says so.
import { codes, type Kind } from "./words";
import { allows, type Search, type Shape } from "./search";

/** Says what a screen's address may hold; the path as in `routes.tsx`. */
export function asks(path: string, shapes: Record<string, Shape>): void {
  allows(path, shapes);
}

/** Any text: a word to look for, a code or number of which the API says whether it is there. */
export const text: Shape = () => true;
export const one = (...words: readonly string[]): Shape => (value) => words.includes(value);
/** Codes that have words, one or several. */
export const coded = (kind: Kind): Shape => (value) => value.split(",").every((each) => codes(kind).includes(each));
/** Countries by their codes, one or several. */
export const lands: Shape = (value) => value.split(",").every((each) => /^[A-Z]{2}$/.test(each));
export const currency: Shape = (value) => /^[A-Z]{3}$/.test(value);
export const language: Shape = (value) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(value);

/** A day of the calendar that there is. */
export const day: Shape = (value) => {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
};
/** A day after the one that is asked for beside it. */
export const after = (name: string): Shape => (value, search: Search) => {
  const before = search[name];
  return day(value, search) && (before === undefined || !day(before, search) || value > before);
};
