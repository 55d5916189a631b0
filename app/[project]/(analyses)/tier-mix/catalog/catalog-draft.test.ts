import fc from "fast-check";
import { expect, it } from "vitest";
import { tierCatalogBody } from "@/lib/analyses/tier-mix/intake-tier-catalog";
import { draftOf, moved, tiersOfDraft, unusedFields } from "./catalog-draft";

const TIERS = [
  { name: "primary", level: 0, match: [{ servedModel: "gpt-5*", provider: "openai" }] },
  {
    name: "canned",
    level: 3,
    match: [{ noLlmSpan: true }, { attribute: { key: "route", glob: "faq-*" }, hasError: false }],
  },
];

it("says the same when nothing was edited", () => {
  expect(tiersOfDraft(draftOf(TIERS))).toEqual(TIERS);
  expect(tierCatalogBody.safeParse({ tiers: tiersOfDraft(draftOf(TIERS)) }).success).toBe(true);
});

it("hands over what is unfinished as it is, to be refused by name", () => {
  const [tier] = draftOf(TIERS);
  const asked =
    tier && tierCatalogBody.safeParse({ tiers: tiersOfDraft([{ ...tier, level: "" }]) });
  expect(asked?.error?.issues[0]?.path).toEqual(["tiers", 0, "level"]);
});

it("asks for each field once in an alternative", () => {
  const alternative = draftOf(TIERS)[0]?.match[0];
  expect(alternative && unusedFields(alternative)).toEqual([
    "requestedModel",
    "spanName",
    "attribute",
    "hasError",
    "noLlmSpan",
  ]);
});

it("moves a tier and keeps all of them", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), fc.integer(), (items, from, to) => {
      expect([...moved(items, from, to)].sort()).toEqual([...items].sort());
    }),
  );
});
