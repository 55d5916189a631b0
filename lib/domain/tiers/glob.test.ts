import fc from "fast-check";
import { expect, it } from "vitest";
import { matchesGlob } from "./glob";

it.each([
  ["gpt-4o", "gpt-4o", true],
  ["gpt-4o", "gpt-4o-mini", false],
  ["gpt-4o*", "gpt-4o-mini", true],
  ["*haiku*", "claude-3-5-haiku-latest", true],
  ["claude-?-*", "claude-3-opus", true],
  ["GPT-*", "gpt-5", true],
  ["a.c", "abc", false],
  ["*a*b", "xxaxxbx", false],
  ["*a*b", "xaxbxb", true],
  ["*", "", true],
  ["", "", true],
  ["?", "", false],
])("%s against %s: %s", (glob, text, isMatch) => {
  expect(matchesGlob(glob, text)).toBe(isMatch);
});

it("agrees with the regular expression that says the same", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 8 });
  const text = fc.array(fc.constantFrom("a", "b"), { maxLength: 8 });
  fc.assert(
    fc.property(letters, text, (signs, given) => {
      const pattern = signs.join("");
      const same = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      expect(matchesGlob(pattern, given.join(""))).toBe(same.test(given.join("")));
    }),
  );
});

it("is not slowed down by many stars", () => {
  const begin = performance.now();
  expect(matchesGlob(`${"*a".repeat(200)}b`, "a".repeat(5_000))).toBe(false);
  expect(performance.now() - begin).toBeLessThan(500);
});
