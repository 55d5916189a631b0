import { expect, it } from "vitest";
import { catalogForFeature } from "./catalog-for-feature";

const [own, chat] = [
  { feature: null, tiers: [] },
  { feature: "chat", tiers: [] },
];

it("prefers a feature's own catalog, and falls back to the project's", () => {
  expect(catalogForFeature([own, chat], "chat")).toBe(chat);
  expect(catalogForFeature([own, chat], "search")).toBe(own);
  expect(catalogForFeature([chat, own], null)).toBe(own);
});

it("never goes by another feature's catalog", () => {
  expect(catalogForFeature([chat], "search")).toBeNull();
  expect(catalogForFeature([chat], null)).toBeNull();
});
