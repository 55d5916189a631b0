import { expect, it } from "vitest";
import { runThrough } from "../checkpoints";
import { normalQuantile } from "../statistics/distributions";
import { seededRandom } from "../statistics/random";
import { fitItemResponses } from "./item-response";

const responsesOf = (matrix: Parameters<typeof fitItemResponses>[0]) =>
  runThrough(fitItemResponses(matrix));

const ITEMS = Array.from({ length: 12 }, (_, index) => ({
  discrimination: 0.7 + (index % 4) * 0.5,
  difficulty: -1.5 + (index % 6) * 0.6,
}));

/** Results of subjects whose abilities are standard normal. */
function simulate(subjects: number, seed: number): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: subjects }, () => {
    const ability = normalQuantile(Math.min(0.999, Math.max(0.001, random())));
    return ITEMS.map(({ discrimination, difficulty }) => {
      const pass = 1 / (1 + Math.exp(-discrimination * (ability - difficulty)));
      return random() < pass ? 1 : 0;
    });
  });
}

it("finds again what results were made of", () => {
  const fitted = responsesOf(simulate(800, 3));
  for (const [index, item] of ITEMS.entries()) {
    expect(Math.abs((fitted[index]?.difficulty ?? 9) - item.difficulty)).toBeLessThan(0.35);
    expect(Math.abs((fitted[index]?.discrimination ?? 9) - item.discrimination)).toBeLessThan(0.45);
  }
});

it("gives a case that better subjects fail a negative slope", () => {
  const turned = simulate(150, 5).map((row) => [...row, 1 - (row[3] ?? 0)]);
  expect(responsesOf(turned).at(-1)?.discrimination).toBeLessThan(-0.3);
});

it("says nothing under thirty subjects, nor of a case that everybody passes", () => {
  expect(responsesOf(simulate(29, 1))).toEqual(ITEMS.map(() => null));
  const saturated = simulate(40, 2).map((row) => [...row, 1]);
  const fitted = responsesOf(saturated);
  expect(fitted.at(-1)).toBeNull();
  expect(fitted.slice(0, -1).some((item) => item !== null)).toBe(true);
  expect(responsesOf([])).toEqual([]);
});

it("takes results that are missing for unknown, not for failed", () => {
  const whole = simulate(200, 7);
  const some = whole.map((row, subject) =>
    row.map((value, item) => ((subject + item) % 5 === 0 ? null : value)),
  );
  const [a, b] = [responsesOf(whole), responsesOf(some)];
  for (const [index, item] of a.entries()) {
    expect(Math.abs((b[index]?.difficulty ?? 9) - (item?.difficulty ?? 0))).toBeLessThan(0.6);
  }
});
