import { describe, expect, it } from "vitest";
import { box, shapes } from "../src/framework/world";

const points = (path: string) => path.split(/[MLZ]/).filter(Boolean).map((one) => one.split(" ").map(Number) as [number, number]);
const wide = (path: string) => {
  const xs = points(path).map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs);
};

describe("the map", () => {
  it("knows the countries by the codes that figures have", () => {
    const known = new Set(shapes.map((one) => one.country));
    for (const country of ["DE", "FR", "GB", "CH", "US", "CN", "JP", "TW", "XK", "AE"]) expect(known, country).toContain(country);
    expect(shapes.filter((one) => !/^[A-Z]{2}$/.test(one.country ?? "")).length).toBeLessThan(4);
  });
  it("is cut where no land lies: none is drawn across all of it", () => {
    const rings = shapes.flatMap((one) => one.path.split("Z").filter(Boolean).map((path) => ({ country: one.country, path })));
    const torn = rings.filter((one) => points(one.path).some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y)) || wide(one.path) > 150);
    expect(torn.map((one) => one.country)).toEqual([]);
    const russia = shapes.find((one) => one.country === "RU");
    expect(wide(russia?.path ?? "")).toBeGreaterThan(60);
  });
  it("shows a part of the world that holds its countries", () => {
    const [left = 0, top = 0, width = 0, height = 0] = box([-24, 34, 42, 71]).split(" ").map(Number);
    for (const country of ["DE", "IT", "ES", "PL"]) {
      const outside = points(shapes.find((one) => one.country === country)?.path ?? "").filter(([x, y]) => x < left || x > left + width || y < top || y > top + height);
      expect(outside.length, country).toBe(0);
    }
  });
});
