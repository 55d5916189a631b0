import { expect, it } from "vitest";
import { clusteredWilson } from "./clustered-proportion";
import { wilson } from "./proportion-interval";

const cluster = (successes: number, trials: number) => ({ successes, trials, clusters: 1 });
const times = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);

it("is Wilson's own for single trials", () => {
  const single = [...times(80, cluster(1, 1)), ...times(20, cluster(0, 1))];
  const { low, high } = clusteredWilson(single);
  expect(low).toBeCloseTo(wilson(80, 100).low, 12);
  expect(high).toBeCloseTo(wilson(80, 100).high, 12);
});

it("counts copies of one trial once", () => {
  const copied = [...times(8, cluster(4, 4)), ...times(12, cluster(0, 4))];
  const { low, high } = clusteredWilson(copied);
  expect(low).toBeCloseTo(wilson(8, 20).low, 12);
  expect(high).toBeCloseTo(wilson(8, 20).high, 12);
});

it("takes trials that differ within their cluster for independent", () => {
  const mixed = times(10, cluster(2, 4));
  expect(clusteredWilson(mixed)).toEqual(wilson(20, 40));
});

it("counts clusters where all trials agree", () => {
  expect(clusteredWilson(times(20, cluster(0, 5)))).toEqual(wilson(0, 20));
  expect(clusteredWilson(times(20, cluster(5, 5)))).toEqual(wilson(20, 20));
});

it("takes clusters that came out the same together", () => {
  const apart = [...times(8, cluster(2, 4)), ...times(12, cluster(3, 3))];
  const together = [
    { ...cluster(2, 4), clusters: 8 },
    { ...cluster(3, 3), clusters: 12 },
  ];
  expect(clusteredWilson(together).low).toBeCloseTo(clusteredWilson(apart).low, 12);
  expect(clusteredWilson(together).high).toBeCloseTo(clusteredWilson(apart).high, 12);
});

it("refuses to tell without trials", () => {
  expect(() => clusteredWilson([])).toThrow(RangeError);
});
