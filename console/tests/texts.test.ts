import { describe, expect, it } from "vitest";
import { texts as compiled } from "../scripts/catalogs";
// @ts-expect-error a script without types
import { texts } from "../scripts/texts.mjs";

const { asked, bare } = texts() as { asked: Map<string, string>; bare: string[] };
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map((one) => one[1]).toSorted();

describe("texts", () => {
  it("stand in no source but go through t()", () => {
    expect(bare).toEqual([]);
  });
  for (const locale of ["zh", "ar"]) {
    it(`are all there in ${locale}, with the same values in them`, () => {
      const kept = compiled(locale);
      const missing = [...asked].filter(([key]) => !kept[key]).map(([key, place]) => `${place}: ${key}`);
      expect(missing).toEqual([]);
      expect(Object.keys(kept).filter((key) => !asked.has(key))).toEqual([]);
      const wrong = Object.entries(kept).filter(([key, text]) => String(placeholders(text)) !== String(placeholders(key)));
      expect(wrong).toEqual([]);
    });
  }
  it("are asked for at all", () => {
    expect(asked.size).toBeGreaterThan(400);
  });
});
