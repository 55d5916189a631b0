import { expect, it } from "vitest";
import { runThrough } from "../checkpoints";
import { clusterCount, clusterVectors } from "./cluster-vectors";
import { nameClusters } from "./name-clusters";
import { cosine } from "./neighbours";
import { wordsOf } from "./text-features";
import { vectoriseTexts } from "./vectorise";

it("writes words in one spelling, in any script", () => {
  expect(wordsOf("Ｒefund: ORDER №12, größer 你好!")).toEqual([
    "refund",
    "order",
    "no12",
    "größer",
    "你好",
  ]);
  expect(wordsOf(" … ")).toEqual([]);
});

it("puts texts near that share words, endings or misspellings, and others far", () => {
  const vectors = runThrough(
    vectoriseTexts([
      "where is my refund for the headphones",
      "refunds for my headphone order, where are they",
      "wher is my refnd for the hedphones",
      "how do I change the password of my account",
      "",
    ]),
  );
  const near = (i: number, j: number) => cosine(vectors, i, vectors, j);
  expect(near(0, 0)).toBeCloseTo(1, 5);
  expect(near(0, 1)).toBeGreaterThan(near(0, 3) + 0.15);
  expect(near(0, 2)).toBeGreaterThan(near(0, 3) + 0.15);
  expect(near(4, 4)).toBe(0);
});

it("gives the same vectors for the same texts", () => {
  const texts = ["one text", "another text", "größer 你好"];
  const [a, b] = [runThrough(vectoriseTexts(texts)), runThrough(vectoriseTexts(texts))];
  expect([...a.data]).toEqual([...b.data]);
});

it("finds the groups that texts were made of, and names them by their words", () => {
  const kinds = [
    ["refund", "money", "headphones"],
    ["password", "account", "login"],
    ["parcel", "delivery", "late"],
  ];
  const texts = Array.from({ length: 90 }, (_, i) => {
    const words = kinds[i % 3] ?? [];
    return `please help with ${words[i % 2]} and ${words[2]} number ${i} today`;
  });
  const vectors = runThrough(vectoriseTexts(texts));
  const { count, clusterOf, centres } = runThrough(clusterVectors(vectors, 3, 7));
  expect(count).toBe(3);
  expect(centres.count).toBe(3);
  for (const [i, cluster] of clusterOf.entries()) expect(cluster).toBe(clusterOf[i % 3]);
  const names = nameClusters(texts, clusterOf, count);
  expect(names[clusterOf[0] ?? 0]).toContain("headphones");
  expect(names[clusterOf[1] ?? 0]).toContain("login");
});

it("asks for no more clusters than there are texts, and for none of none", () => {
  expect([0, 3, 100, 2_000, 100_000].map(clusterCount)).toEqual([0, 3, 8, 32, 60]);
  const none = runThrough(clusterVectors(runThrough(vectoriseTexts([])), 0, 1));
  expect(none.count).toBe(0);
});
