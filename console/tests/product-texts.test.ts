import { describe, expect, it } from "vitest";
import { changed, pastedTexts, patch } from "../src/app/catalogue/texts";

const product = { names: { en: "Mug", de: "Becher" }, descriptions: { en: "Stoneware" } };

describe("a product's texts in a grid", () => {
  it("are changed only where they are another, and an emptied one goes", () => {
    const changes = changed(product, { "names en": " Mug ", "names de": "", "names pt-BR": "Caneca", "descriptions en": "Stoneware, 330 ml", "descriptions de": "" });
    expect(patch(changes)).toEqual({ names: { de: null, "pt-BR": "Caneca" }, descriptions: { en: "Stoneware, 330 ml" } });
    expect(patch(changed(product, { "names en": "Cup" }))).toEqual({ names: { en: "Cup" } });
  });
  it("take a block of a spreadsheet; what falls over the edges is left out", () => {
    expect(pastedTexts(["de", "en"], 1, 0, [["Mug", "Stoneware", "x"], ["more"]])).toEqual({ "names en": "Mug", "descriptions en": "Stoneware" });
  });
});
