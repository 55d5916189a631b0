import { expect, it } from "vitest";
import { runThrough } from "../checkpoints";
import { seededRandom } from "../statistics/random";
import { expectedCoverage, findNeighbourhood, hitBalls, isInAnyBall } from "./neighbours";
import { type VectorSet, vectoriseTexts } from "./vectorise";

it.each([
  [1000, 200, 0.599129],
  [2000, 240, 0.43303],
  [500, 500, 0.969218],
])("expects of %i balls and %i others that %f hold one", (n, m, expected) => {
  expect(expectedCoverage(n, m, 5)).toBeCloseTo(expected, 6);
});

/** Texts of a topic share its words and use common ones between. */
function topicTexts(count: number, topics: number, seed: number): string[] {
  const random = seededRandom(seed);
  const vocabulary = Array.from({ length: 2_000 }, (_, i) => `w${(i * 7919) % 99991}x`);
  const any = (from: number, size: number) => vocabulary[from + Math.floor(random() * size)] ?? "";
  return Array.from({ length: count }, () => {
    const topic = Math.floor(random() * topics);
    const words = Array.from({ length: 8 + Math.floor(random() * 12) }, () =>
      random() < 0.4 ? any(0, 50) : any(50 + topic * 40, 40),
    );
    return words.join(" ");
  });
}

function split(vectors: VectorSet, at: number): [VectorSet, VectorSet] {
  const { dimensions, data, count } = vectors;
  return [
    { count: at, dimensions, data: data.subarray(0, at * dimensions) },
    { count: count - at, dimensions, data: data.subarray(at * dimensions) },
  ];
}

it("finds coverage and outsiders of one source where theory expects them", () => {
  const [n, m] = [800, 400];
  const all = runThrough(vectoriseTexts(topicTexts(n + m, 20, 3)));
  const [production, cases] = split(all, n);
  const balls = runThrough(findNeighbourhood(production, 5));
  const { isHit, ballsOfOther } = runThrough(hitBalls(production, balls, cases));
  const coverage = isHit.reduce((sum, hit) => sum + hit, 0) / n;
  expect(coverage / expectedCoverage(n, m, 5)).toBeGreaterThan(0.94);
  expect(coverage / expectedCoverage(n, m, 5)).toBeLessThan(1.06);
  const outside = ballsOfOther.filter((balls) => balls === 0).length / m;
  expect(Math.abs(outside - balls.outsideByChance)).toBeLessThan(0.04);
  // In how many balls a case lies has the expectation k, whatever the texts.
  const mean = ballsOfOther.reduce((sum, balls) => sum + balls, 0) / m;
  expect(mean).toBeGreaterThan(4.2);
  expect(mean).toBeLessThan(5.8);
});

it("puts twins into each other's balls, and says the same whether it stops early or not", () => {
  const texts = topicTexts(60, 4, 5);
  const [production, cases] = split(
    runThrough(vectoriseTexts([...texts, ...texts.slice(0, 20)])),
    60,
  );
  const balls = runThrough(findNeighbourhood(production, 5));
  const { ballsOfOther, nearest } = runThrough(hitBalls(production, balls, cases));
  expect([...nearest]).toEqual([...Array(20).keys()]);
  const inside = runThrough(isInAnyBall(production, balls, cases));
  expect(inside).toEqual([...ballsOfOther].map((count) => count > 0));
  expect(inside.every(Boolean)).toBe(true);
});

it("takes what differs in a number only for alike", () => {
  const orders = Array.from({ length: 60 }, (_, index) => `where is my order ${index * 7919}`);
  const asked = ["where is my order 5", "wie sind die Öffnungszeiten der Filiale"];
  const [production, cases] = split(runThrough(vectoriseTexts([...orders, ...asked])), 60);
  const balls = runThrough(findNeighbourhood(production, 5));
  expect(balls.outsideByChance).toBe(0);
  expect(runThrough(isInAnyBall(production, balls, cases))).toEqual([true, false]);
});

it("has no balls without neighbours", () => {
  const one = runThrough(vectoriseTexts(["alone"]));
  expect(runThrough(findNeighbourhood(one, 5))).toMatchObject({ k: 0, outsideByChance: 1 });
  const none = runThrough(vectoriseTexts([]));
  expect(runThrough(findNeighbourhood(none, 5))).toMatchObject({ k: 0, outsideByChance: 0 });
});
