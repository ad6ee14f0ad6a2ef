import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { i18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { beforeAll, describe, expect, it } from "vitest";
import { texts } from "../scripts/catalogs";
import { labelOf, plain } from "../src/framework/plain";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: Object.fromEntries(Object.entries(texts("en")).map(([key, text]) => [key, compileMessage(text)])) }));

describe("a no of the API", () => {
  it("names a field as the screen does, with its line", () => {
    expect(plain({ code: "field_wants_amount", field: "/amount", detail: "/amount must be a decimal number." }).detail).toBe("“Amount” must be a decimal number.");
    expect(plain({ code: "field_out_of_range", field: "/lines/0/quantity", detail: "/lines/0/quantity must be from 1 to 1000000." }).detail).toBe("“Pieces, line 1” must be from 1 to 1000000.");
    expect(plain({ code: "field_unusable", field: "/hs_code", detail: "/hs_code is not what the API page tells of it." }).detail).toBe("“HS code” cannot be used as it is written. Six, eight or ten digits, such as 940520.");
    expect(labelOf("/recipient/address/postcode")).toBe("Postcode");
  });
  it("stays the API's where no screen has the field", () => {
    const problem = { code: "field_unusable", field: "/levers/3", detail: "/levers/3 is odd." };
    expect(plain(problem)).toEqual(problem);
  });
  it("can be told at every field a form looks for it at", () => {
    const app = new URL("../src/app", import.meta.url).pathname;
    const asked = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx")).flatMap((file) => [...readFileSync(join(app, file), "utf8").matchAll(/wrongAt\([^)]*\)/g)].flatMap((call) => [...call[0].matchAll(/["`](\/[a-z_/]+)/g)].map((found) => found[1] as string)));
    expect(asked.length).toBeGreaterThan(20);
    // A form told by its questions asks for the field of each.
    const questions = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(join(app, file), "utf8")).filter((text) => text.includes("framework/questions") || text.includes("<AskDrawer")).flatMap((text) => [...text.matchAll(/\{ id: "([a-z_]+)", name: t\((?!.*kind: "yes")/g)].map((found) => `/${found[1]}`));
    expect(questions.length).toBeGreaterThan(10);
    expect([...new Set(questions)].filter((field) => !labelOf(field))).toEqual([]);
    expect([...new Set(asked)].filter((field) => !labelOf(field.replace(/\/$/, "")))).toEqual([]);
  });
});
