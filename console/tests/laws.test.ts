import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const sources = (dir: string): string[] => readdirSync(dir, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? sources(join(dir, one.name)) : /\.tsx?$/.test(one.name) && one.name !== "schema.ts" ? [join(dir, one.name)] : []));

/** Casts that make the compiler silent: behind them a filter can be asked for by a name the API never had. */
const silenced = (text: string) => [...text.matchAll(/\bas\s+(never|any|unknown\s+as)\b|@ts-(ignore|expect-error|nocheck)/g)].map((one) => one[0]);

describe("what the API is asked", () => {
  it("is checked by its own document: no cast silences the compiler", () => {
    const found = sources(new URL("../src", import.meta.url).pathname).flatMap((file) => silenced(readFileSync(file, "utf8")).map((one) => `${file}: ${one}`));
    expect(found).toEqual([]);
  });
  it("would be noticed if it were not", () => {
    expect(silenced("{ query: { sttaus } as never }; x as unknown as Y; // @ts-ignore")).toHaveLength(3);
  });
});
