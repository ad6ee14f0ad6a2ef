import { describe, expect, it } from "vitest";
import { answered } from "../src/framework/questions";
import { codeOf, combinations, keyOf, optionsOf, proposed } from "../src/app/catalogue/build";

describe("a product to be", () => {
  it("has a variant for every way to choose, and one where there is nothing to choose", () => {
    const options = optionsOf([{ name: "Colour", values: "Red, Blue" }, { name: "Size", values: "S；M，L" }], "en");
    expect(options.map((one) => [one.code, one.values.map((value) => value.code)])).toEqual([["colour", ["red", "blue"]], ["size", ["s", "m", "l"]]]);
    expect(combinations(options)).toHaveLength(6);
    expect(combinations([])).toEqual([{}]);
    expect(keyOf({})).toBe("");
  });
  it("names its options in the language they were typed in, with codes the API takes", () => {
    const [option] = optionsOf([{ name: "颜色", values: "红、蓝" }], "zh");
    expect(option).toEqual({ code: "option-1", names: { zh: "颜色" }, values: [{ code: "value-1", names: { zh: "红" } }, { code: "value-2", names: { zh: "蓝" } }] });
    expect(codeOf("Größe für Kinder!", "option", 0)).toBe("grosse-fur-kinder");
  });
  it("gives no two the same code, and leaves out what is half written", () => {
    expect(optionsOf([{ name: "Size", values: "S, s, S" }, { name: "", values: "x" }, { name: "Fit", values: " , " }], "en").map((one) => one.values.map((value) => value.code))).toEqual([["s", "s-2"]]);
  });
  it("proposes a SKU only where there is one to begin with", () => {
    expect(proposed("MUG", { colour: "red", size: "s" })).toBe("MUG-RED-S");
    expect(proposed(" ", { colour: "red" })).toBe("");
  });
});

describe("a form's questions", () => {
  const questions = [{ id: "code", name: "Code" }, { id: "note", name: "Note", optional: true }, { id: "days", name: "Days", kind: "number" as const, limits: { min: 0, max: 365 } }, { id: "yes", name: "Yes", kind: "yes" as const }];
  it("are answered when what must be told is, and every number can be read", () => {
    expect(answered(questions, { code: "x", days: "٣" })).toBe(true);
    expect(answered(questions, { code: " ", days: "3" })).toBe(false);
    expect(answered(questions, { code: "x", days: "400" })).toBe(false);
    expect(answered(questions, { code: "x" })).toBe(false);
  });
});
