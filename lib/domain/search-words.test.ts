import { expect, it } from "vitest";
import { searchWords } from "./search-words";

it("finds the words of any script, once each and in lower case", () => {
  expect(searchWords("Refund the REFUND, bitte — 返金 get_order(№42)")).toEqual([
    "refund",
    "the",
    "bitte",
    "返金",
    "get_order",
    "no42",
  ]);
});

it("makes the same words of composed and decomposed letters", () => {
  expect(searchWords("Cafe\u0301")).toEqual(searchWords("CAFÉ"));
});

it("clips a word that no index could hold", () => {
  expect(searchWords("a".repeat(5_000))).toEqual(["a".repeat(200)]);
});
