import fc from "fast-check";
import { expect, it } from "vitest";
import { csvCell } from "./export-text";

it.each([
  [null, ""],
  [0.25, "0.25"],
  [-3, "-3"],
  [true, "true"],
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+SUM(A1)", "'+SUM(A1)"],
  ["-2+3", "'-2+3"],
  ["@cmd", "'@cmd"],
  ["\t=1", "'\t=1"],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ["-12.5", "-12.5"],
])("writes %j as %s", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it("starts no text with what a spreadsheet would run", () => {
  const sign = fc.constantFrom("=", "+", "-", "@", "\t", "\r");
  fc.assert(
    fc.property(sign, fc.string({ minLength: 1 }), (first, rest) => {
      const cell = csvCell(`${first}${rest}`);
      if (!/^[+-]?\d+(\.\d+)?$/.test(`${first}${rest}`)) expect(cell).toMatch(/^"?'/);
    }),
  );
});
