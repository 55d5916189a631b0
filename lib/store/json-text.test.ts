import fc from "fast-check";
import { expect, it } from "vitest";
import { fieldText, quoted, saidFields } from "./json-text";

/** Halves of characters included. */
const anyText = fc
  .array(fc.nat(0xffff), { maxLength: 80 })
  .map((units) => String.fromCharCode(...units));

it("writes any text as JSON.stringify does", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string()), (text) => {
      expect(quoted(text)).toBe(JSON.stringify(text));
    }),
  );
  for (const text of ['"', "\\", "\0", "\u007f", "\ud800", "é"]) {
    expect(quoted(text)).toBe(JSON.stringify(text));
  }
});

it("writes nothing for what is null", () => {
  expect(fieldText("a", null)).toBe("");
  expect(fieldText("a", 0)).toBe(',"a":0');
  expect(saidFields({ a: null, b: "x", c: false })).toBe('{"b":"x","c":false}');
  expect(saidFields({ a: null })).toBe("{}");
});
