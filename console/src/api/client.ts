// The one way to the API: typed by its document, in the reader's language and zone, with a no that keeps its words.
import createClient from "openapi-fetch";
import { settings } from "../framework/settings";
import { TAG } from "../framework/i18n";
import { plain } from "../framework/plain";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** What the API said no with; or that it could not be reached. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? `${status}`);
  }
  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? "unreachable" : "unknown");
  }
}

const signedOut = new Set<() => void>();
/** Called when a session is no more. */
export function onSignedOut(follower: () => void): () => void {
  signedOut.add(follower);
  return () => signedOut.delete(follower);
}

export const api = createClient<paths>({
  baseUrl: "/",
  querySerializer: (query) => {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== null && value !== "") words.set(name, Array.isArray(value) ? value.join(",") : String(value));
    }
    return words.toString();
  },
});

api.use({
  onRequest({ request }) {
    const { locale, zone } = settings();
    // What makes a request the console's own: see platform/edge/src/session.rs.
    request.headers.set("Hanse-Console", "1");
    request.headers.set("Accept-Language", TAG[locale]);
    request.headers.set("Time-Zone", zone);
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) for (const follower of signedOut) follower();
  },
});

/** What a path may be asked in its address, by the document. */
export type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;

/**
 * Of what stands in a screen's address, what the path is asked. The names are checked against the document; the values are what somebody
 * wrote into an address, and the API says whether it knows them.
 */
export function questions<P extends keyof paths, N extends keyof Query<P> & string>(_path: P, search: Partial<Record<string, string>>, names: readonly N[]): Pick<Partial<Query<P>>, N> {
  return Object.fromEntries(names.map((name) => [name, search[name] || undefined])) as Pick<Partial<Query<P>>, N>;
}

/** A body that holds a file, as a browser's forms send it. */
export function asForm(body: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) if (value !== undefined && value !== null) form.set(name, value instanceof Blob ? value : String(value));
  return form;
}

type Answered<T> = { data?: T; error?: unknown; response: Response };

/** The answer, or the no thrown. */
export async function asked<T>(call: Promise<Answered<T>>): Promise<T> {
  const { answer } = await askedWhole(call);
  return answer;
}

/** The answer with its version (`ETag`), which an edit gives back as `If-Match`. */
export async function askedWhole<T>(call: Promise<Answered<T>>): Promise<{ answer: T; version: string | null }> {
  let said: Answered<T>;
  try {
    said = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(0, null);
  }
  if (!said.response.ok) {
    const problem = said.error && typeof said.error === "object" && "code" in said.error ? plain(said.error as Problem) : null;
    throw new Refused(said.response.status, problem);
  }
  return { answer: said.data as T, version: said.response.headers.get("etag") };
}
