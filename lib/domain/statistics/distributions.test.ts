import { expect, it } from "vitest";
import {
  betaCdf,
  betaQuantile,
  chiSquareQuantile,
  chiSquareTail,
  normalCdf,
  normalQuantile,
  twoSidedP,
  Z_95,
  Z_95_ONE_SIDED,
} from "./distributions";
import { logBeta, logChoose, logGamma } from "./log-gamma";

// Expected values are R's qnorm, pnorm, pbeta, pchisq, qchisq and lgamma.
it("gives the normal's quantiles and tails", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(Z_95).toBeCloseTo(normalQuantile(0.975), 14);
  expect(Z_95_ONE_SIDED).toBeCloseTo(normalQuantile(0.95), 14);
  expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 14);
  expect(twoSidedP(0)).toBe(1);
});

it("keeps the digits of very small p-values", () => {
  expect(twoSidedP(-10) / 1.523970604832094e-23).toBeCloseTo(1, 8);
});

it("gives the beta and the chi-square distribution", () => {
  expect(betaCdf(0.1, 3, 38)).toBeCloseTo(0.7771918756605969, 12);
  expect(betaQuantile(betaCdf(0.1, 3, 38), 3, 38)).toBeCloseTo(0.1, 12);
  expect(chiSquareTail(13.0952381, 3)).toBeCloseTo(0.00443511, 8);
  expect(chiSquareQuantile(0.95, 4)).toBeCloseTo(9.487729036781154, 10);
});

it("gives the logarithms of gamma and beta functions and binomials", () => {
  expect(logGamma(1)).toBeCloseTo(0, 13);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  expect(logGamma(171) / 706.5730622457874).toBeCloseTo(1, 13);
  expect(logBeta(3, 4)).toBeCloseTo(Math.log(1 / 60), 12);
  expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2_598_960, 4);
});
