import { expect, it } from "vitest";
import { csvLine } from "./csv-line";

it("quotes what would break the line, and doubles quotes inside", () => {
  expect(csvLine(["a,b", 'say "x"', "two\nlines", 3, null, true])).toBe(
    '"a,b","say ""x""","two\nlines",3,,true',
  );
});

it("keeps structures as JSON", () => {
  expect(csvLine([{ a: [1] }])).toBe('"{""a"":[1]}"');
});

it("does not let text pass for a formula, and leaves numbers alone", () => {
  expect(csvLine(["=1+1", "@x", -5])).toBe("'=1+1,'@x,-5");
});
