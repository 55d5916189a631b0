import { expect, it } from "vitest";
import { seededRandom } from "../statistics/random";
import { energyStatistic, energyTest } from "./energy-test";

const distances = [
  [0, 0.1, 0.1, 0.5, 0.6],
  [0.1, 0, 0.15, 0.55, 0.6],
  [0.1, 0.15, 0, 0.5, 0.65],
  [0.5, 0.55, 0.5, 0, 0.1],
  [0.6, 0.6, 0.65, 0.1, 0],
];
const groups = [false, false, false, true, true];

it("gives the worked example: 1.0055556, and the least p that ten groupings can give", () => {
  expect(energyStatistic(distances, groups)).toBeCloseTo(1.0055556, 7);
  expect(energyTest(distances, groups, 1)).toMatchObject({ p: 0.1, permutations: 10 });
});

it("is nothing between equal groups and does not care which is first", () => {
  const equal = [0, 1, 0, 1].map((x) => [0, 1, 0, 1].map((y) => Math.abs(x - y)));
  expect(energyStatistic(equal, [false, false, true, true])).toBeCloseTo(0, 12);
  expect(
    energyStatistic(
      distances,
      groups.map((isInB) => !isInB),
    ),
  ).toBeCloseTo(1.0055556, 7);
});

it("cannot tell with a single run on a side", () => {
  expect(
    energyTest(
      [
        [0, 1],
        [1, 0],
      ],
      [false, true],
      1,
    ).p,
  ).toBeNull();
});

it("gives the same p for the same seed, and small ones as seldom as it says", () => {
  const random = seededRandom(7);
  let small = 0;
  const rounds = 40;
  for (let round = 0; round < rounds; round += 1) {
    const points = Array.from({ length: 24 }, () => random());
    const apart = points.map((x) => points.map((y) => Math.abs(x - y)));
    const isInB = points.map((_, at) => at >= 12);
    const { p } = energyTest(apart, isInB, round);
    if (round === 0) expect(energyTest(apart, isInB, round).p).toBe(p);
    if ((p ?? 1) <= 0.2) small += 1;
  }
  // 8 are expected; more than 16 would happen once in a thousand times.
  expect(small).toBeLessThanOrEqual(16);
});
