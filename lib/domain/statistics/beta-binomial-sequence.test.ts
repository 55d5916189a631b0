import { expect, it } from "vitest";
import { betaBinomialSequence } from "./beta-binomial-sequence";
import { seededRandom } from "./random";

it.each([
  [0, 20, 0, 0.26067135],
  [6, 20, 0.05382782, 0.5211745],
  [20, 40, 0.16735713, 0.53376318],
  [30, 0, 0.80708686, 1],
])("bounds %d successes and %d failures", (successes, failures, low, high) => {
  const bounds = betaBinomialSequence(successes, failures);
  expect(bounds.low).toBeCloseTo(low, 8);
  expect(bounds.high).toBeCloseTo(high, 8);
});

it("says nothing before the first trial", () => {
  expect(betaBinomialSequence(0, 0)).toEqual({ low: 0, high: 1 });
});

it("is wrong at any moment in at most 5 % of streams that are looked at after every trial", () => {
  const random = seededRandom(7);
  const p = 0.1;
  let wrong = 0;
  for (let stream = 0; stream < 200; stream += 1) {
    let successes = 0;
    for (let trial = 1; trial <= 150; trial += 1) {
      if (random() < p) successes += 1;
      const { low, high } = betaBinomialSequence(successes, trial - successes);
      if (p < low || p > high) {
        wrong += 1;
        break;
      }
    }
  }
  expect(wrong).toBeLessThanOrEqual(10);
});
