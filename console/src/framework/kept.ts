// What a bench goes on with when its page is opened anew and nobody answers: who worked there, where, and what was to be picked. It is kept on
// the device as it was seen last, for a shift at most, until one leaves. No person's data is in it.
import { Refused } from "../api/client";

const NAME = "hanse.kept";
/** As long as a session lasts unused, ms. */
const LIFE = 12 * 3_600_000;

export function keep(name: string, answer: unknown): void {
  try {
    localStorage.setItem(`${NAME} ${name}`, JSON.stringify({ at: Date.now(), answer }));
  } catch {
    // A device that keeps nothing opens nothing later.
  }
}

export function keptOf<T>(name: string): T | undefined {
  try {
    const { at, answer } = JSON.parse(localStorage.getItem(`${NAME} ${name}`) ?? "") as { at: number; answer: T };
    return Date.now() - at < LIFE ? answer : undefined;
  } catch {
    return undefined;
  }
}

export function forgetKept(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(`${NAME} `)) localStorage.removeItem(name);
}

/** What the server answers, which is kept; where nobody answers, what was kept. What the server refuses is refused. */
export async function orKept<T>(name: string, load: () => Promise<T>): Promise<{ answer: T; kept: boolean }> {
  try {
    const answer = await load();
    keep(name, answer);
    return { answer, kept: false };
  } catch (no) {
    const found = no instanceof Refused && no.status === 0 ? keptOf<T>(name) : undefined;
    if (found === undefined) throw no;
    return { answer: found, kept: true };
  }
}
