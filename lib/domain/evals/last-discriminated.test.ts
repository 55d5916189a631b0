import { expect, it } from "vitest";
import { type CaseResult, lastDiscriminated } from "./last-discriminated";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const result = (subject: string, at: number, passed: number, attempts = 1): CaseResult => ({
  subject,
  at: day(at),
  attempts,
  passed,
});

it("finds the latest run that came out otherwise than another subject's before", () => {
  const results = [result("a", 1, 1), result("b", 2, 0), result("c", 3, 0), result("c", 4, 0)];
  expect(lastDiscriminated(results)).toEqual({ at: day(2), isWeak: true });
});

it("does not take a subject's own noise for a difference", () => {
  expect(lastDiscriminated([result("a", 1, 1), result("a", 2, 0)])).toBeNull();
  expect(lastDiscriminated([result("a", 1, 2, 4), result("b", 2, 3, 4)])).toBeNull();
  expect(lastDiscriminated([result("a", 1, 0, 8), result("b", 2, 8, 8)])).toEqual({
    at: day(2),
    isWeak: false,
  });
});

it("knows nothing without two subjects", () => {
  expect(lastDiscriminated([])).toBeNull();
  expect(lastDiscriminated([result("a", 1, 1)])).toBeNull();
});
