import { expect, it } from "vitest";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import { dimensionTerm, fieldTerm, tierTerm, tracesHref } from "./traces-link";

const scope: AnalysisScope = {
  window: { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-31T00:00:00Z") },
  range: "30d",
  feature: "help desk",
  environment: "prod",
  tenant: null,
  segments: { plan: "free" },
};

const searchOf = (href: string) => new URLSearchParams(href.split("?")[1]);

it("asks the list for the same traces as the page", () => {
  const href = tracesHref({ slug: "shop", scope }, [tierTerm("canned"), fieldTerm("rule", "a,b")]);
  expect(href).toMatch(/^\/shop\/traces\?/);
  expect(searchOf(href).get("range")).toBe("30d");
  expect(searchOf(href).get("q")).toBe(
    'source:production feature:"help desk" env:prod segment.plan:free tier:canned rule:"a,b"',
  );
});

it("keeps a window of its own, or narrows it", () => {
  const own = searchOf(tracesHref({ slug: "shop", scope: { ...scope, range: null } }, []));
  expect(own.get("from")).toBe("2026-01-01T00:00:00.000Z");
  const day = { from: new Date("2026-01-05T00:00:00Z"), to: new Date("2026-01-06T00:00:00Z") };
  const narrowed = searchOf(tracesHref({ slug: "shop", scope }, [], day));
  expect(narrowed.get("from")).toBe("2026-01-05T00:00:00.000Z");
  expect(narrowed.get("range")).toBeNull();
});

it("writes terms that the list understands, also for what is not said", () => {
  const terms = [
    tierTerm("unknown"),
    fieldTerm("reason", null),
    dimensionTerm("segment.plan", null),
    dimensionTerm("environment", 'the "new" one'),
  ];
  expect(parseTraceQuery(terms.join(" ")).faults).toEqual([]);
  expect(terms[0]).toBe("-has:tier");
});
