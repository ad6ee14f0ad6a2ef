import { describe, expect, it } from "vitest";
import { csvLine, pasted } from "../src/framework/csv";

describe("a file for spreadsheets", () => {
  it("keeps commas, quotes and line ends inside their cell", () => {
    expect(csvLine(['say "hi"', "a,b", "two\nlines", null, 7])).toBe('"say ""hi""","a,b","two\nlines",,7\r\n');
  });
  it("never lets a cell run as a formula, and leaves figures figures", () => {
    expect(csvLine(["=1+1", "@x", "-5.00", "+3", "-cmd"])).toBe("'=1+1,'@x,-5.00,+3,'-cmd\r\n");
  });
});

describe("what is pasted from a spreadsheet", () => {
  it("is rows and cells, also with quotes and line ends in a cell", () => {
    expect(pasted('A\t1\r\n"B ""x"""\t"two\nlines"\r\n')).toEqual([["A", "1"], ['B "x"', "two\nlines"]]);
    expect(pasted("one")).toEqual([["one"]]);
    expect(pasted("")).toEqual([]);
  });
});
