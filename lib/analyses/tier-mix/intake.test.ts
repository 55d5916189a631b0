import { expect, it } from "vitest";
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import {
  baselineBody,
  changeBody,
  objectiveBody,
  routingRuleBody,
  routingRuleReviewBody,
  selfReportBody,
} from "./intake";
import { tierCatalogBody } from "./intake-tier-catalog";

const [from, to] = ["2026-03-01T00:00:00Z", "2026-04-01T02:00:00+02:00"];
const objective = {
  analysis: "tier-mix",
  tier: "primary",
  kind: "floor",
  target: 0.95,
  periodDays: 30,
};
const baseline = { from, to, reason: "before the router", approvedBy: "Ana" };
const rule = {
  owner: "Bo",
  rationale: "simple prompts need no frontier model",
  fromTier: "primary",
  toTier: "secondary",
  reason: "complexity",
  expectedShare: 0.05,
  expiresAt: to,
};
const selfReport = { source: "app", metric: "fallback", from, to, numerator: 5, denominator: 1000 };
const change = { at: from, title: "Router v3" };
const catalog = { tiers: [{ name: "primary", level: 0, match: [{ servedModel: "gpt-5*" }] }] };

const faultsOf = (schema: z.ZodType, body: unknown): string[] => {
  try {
    parseInput(schema, body);
  } catch (error) {
    if (error instanceof AppError) return Object.keys(error.details ?? {}).sort();
    throw error;
  }
  return [];
};

it("takes what each call needs, and leaves out what may be left out", () => {
  const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-04-01T00:00:00Z") };
  expect(parseInput(objectiveBody, objective)).toEqual({ ...objective, feature: null });
  expect(parseInput(baselineBody, baseline)).toEqual({
    feature: null,
    window,
    reason: "before the router",
    approvedBy: "Ana",
  });
  expect(parseInput(routingRuleBody, rule)).toEqual({ ...rule, expiresAt: window.to, ramp: [] });
  expect(parseInput(selfReportBody, selfReport)).toMatchObject({ window, denominator: 1000 });
  expect(parseInput(changeBody, change)).toEqual({
    at: window.from,
    rolloutEndsAt: null,
    axis: null,
    layer: null,
    from: null,
    to: null,
    title: "Router v3",
    author: null,
    url: null,
    ruleIds: [],
  });
  expect(parseInput(tierCatalogBody, catalog)).toEqual({ ...catalog, feature: null });
});

it("puts a ramp in the order of time", () => {
  const ramp = [
    { at: to, percent: 50 },
    { at: from, percent: 5 },
  ];
  const read = parseInput(routingRuleBody, { ...rule, ramp });
  expect(read.ramp.map(({ percent }) => percent)).toEqual([5, 50]);
});

it.each([
  ["objective", objectiveBody, ["analysis", "kind", "periodDays", "target", "tier"]],
  ["baseline", baselineBody, ["approvedBy", "from", "reason", "to"]],
  [
    "routing rule",
    routingRuleBody,
    ["expectedShare", "expiresAt", "fromTier", "owner", "rationale", "reason", "toTier"],
  ],
  ["review", routingRuleReviewBody, ["by", "expiresAt", "note"]],
  ["self-report", selfReportBody, ["from", "metric", "numerator", "source", "to"]],
  ["change", changeBody, ["at", "title"]],
  ["tier catalog", tierCatalogBody, ["tiers"]],
])("names every field that an empty %s lacks", (_, schema, fields) => {
  expect(faultsOf(schema, {})).toEqual(fields);
});

it.each([
  ["a target without budget", objectiveBody, { ...objective, target: 1 }, "target"],
  ["a ceiling of nothing", objectiveBody, { ...objective, kind: "ceiling", target: 0 }, "target"],
  ["another period", objectiveBody, { ...objective, periodDays: 7 }, "periodDays"],
  ["another analysis", objectiveBody, { ...objective, analysis: "traces" }, "analysis"],
  ["an unknown field", objectiveBody, { ...objective, colour: "red" }, ""],
  ["a NUL character", objectiveBody, { ...objective, tier: "a\0" }, "tier"],
  ["a lone surrogate", objectiveBody, { ...objective, tier: "\ud800" }, "tier"],
  ["an empty window", baselineBody, { ...baseline, to: from }, "to"],
  ["a time without offset", baselineBody, { ...baseline, from: "2026-03-01T00:00:00" }, "from"],
  ["a share above 1", routingRuleBody, { ...rule, expectedShare: 5 }, "expectedShare"],
  [
    "a percentage above 100",
    routingRuleBody,
    { ...rule, ramp: [{ at: from, percent: 101 }] },
    "ramp.0.percent",
  ],
  ["more than all", selfReportBody, { ...selfReport, numerator: 1001 }, "numerator"],
  ["an unknown axis", changeBody, { ...change, axis: "mood" }, "axis"],
  ["a link that runs code", changeBody, { ...change, url: "javascript:alert(1)" }, "url"],
  [
    "an end before the start",
    changeBody,
    { ...change, at: to, rolloutEndsAt: from },
    "rolloutEndsAt",
  ],
  [
    "a tier named twice",
    tierCatalogBody,
    { tiers: [...catalog.tiers, ...catalog.tiers] },
    "tiers.1.name",
  ],
  [
    "an alternative that asks nothing",
    tierCatalogBody,
    { tiers: [{ name: "a", level: 0, match: [{}] }] },
    "tiers.0.match.0",
  ],
  [
    "an unknown condition",
    tierCatalogBody,
    { tiers: [{ name: "a", level: 0, match: [{ model: "x" }] }] },
    "tiers.0.match.0",
  ],
])("refuses %s, naming the field", (_, schema, body, field) => {
  expect(faultsOf(schema, body)).toEqual([field]);
});
