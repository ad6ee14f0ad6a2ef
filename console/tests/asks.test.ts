import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { after, asks, coded, day, lands, one, text } from "../src/framework/asks";
import { sifted } from "../src/framework/search";

asks("/test", { tab: one("a", "b"), from: day, until: after("from"), status: coded("status"), country: lands, q: text });

describe("what stands in an address", () => {
  it("is left out and told where the screen does not have it, and the rest stays", () => {
    expect(sifted("/test", { tab: "zzz", q: "lamp", from: "2026-13-45", colour: "red" })).toEqual({ fits: { q: "lamp" }, odd: { tab: "zzz", from: "2026-13-45", colour: "red" } });
    expect(sifted("/test", { status: "held,open", country: "DE,FR", tab: "b", q: "" })).toEqual({ fits: { status: "held,open", country: "DE,FR", tab: "b" }, odd: {} });
    expect(Object.keys(sifted("/test", { status: "held,opn", country: "Germany" }).odd)).toEqual(["status", "country"]);
  });
  it("is a day only where the calendar has it, and an end only after its beginning", () => {
    expect(["2026-02-28", "2028-02-29", "2026-02-29", "2026-2-1", "zz", "2026-02-30", "0001-01-01"].map((one) => day(one, {}))).toEqual([true, true, false, false, false, false, false]);
    expect(sifted("/test", { from: "2026-03-01", until: "2026-02-01" }).odd).toEqual({ until: "2026-02-01" });
    expect(sifted("/test", { from: "zz", until: "2026-02-01" })).toEqual({ fits: { until: "2026-02-01" }, odd: { from: "zz" } });
  });
  it("is said by every screen", () => {
    const read = (file: string) => readFileSync(new URL(`../src/${file}`, import.meta.url), "utf8");
    const paths = [...read("routes.tsx").matchAll(/screen\("([^"]+)"/g)].map((found) => found[1]);
    const said = readdirSync(new URL("../src/app", import.meta.url), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx")).flatMap((file) => [...read(join("app", file)).matchAll(/^asks\("([^"]+)"/gm)].map((found) => found[1]));
    expect(said.toSorted()).toEqual(paths.toSorted());
  });
});
