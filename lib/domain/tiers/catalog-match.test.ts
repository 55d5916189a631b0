import { describe, expect, it } from "vitest";
import { answered, catalog, failed, root, span } from "@/test/tier-spans";
import { deriveTier } from "./derive-tier";

describe("the catalog", () => {
  it("judges the call whose output reached the user, and counts the others as touched", () => {
    const spans = [root(), failed("big-2"), answered("small-1")];
    expect(deriveTier(spans, {}, catalog)).toEqual({
      served: "cheap",
      level: 1,
      intended: "frontier",
      reason: "provider_error",
      rule: null,
      basis: "catalog",
      touched: ["cheap", "frontier"],
    });
  });

  it.each([
    ["big-2-2026-01-31", "frontier"],
    ["vendor/big-2", "frontier"],
    ["BIG-2", "frontier"],
    ["small-1-20260131", "cheap"],
    ["small-12", "unknown"],
  ])("takes %s for %s", (model, served) => {
    expect(deriveTier([root(), answered(model)], {}, catalog).served).toBe(served);
  });

  it("tries its tiers in order", () => {
    const overlapping = {
      tiers: [{ name: "minis", level: 1, match: [{ servedModel: "big-mini*" }] }, ...catalog.tiers],
    };
    const spans = [root(), answered("big-mini-3")];
    expect(deriveTier(spans, {}, catalog).served).toBe("frontier");
    expect(deriveTier(spans, {}, overlapping).served).toBe("minis");
  });

  it("does not take a failure that was made good for a failed request", () => {
    const turned = { tiers: [...catalog.tiers].reverse() };
    const spans = [root(), failed("big-2"), answered("small-1")];
    expect(deriveTier(spans, {}, turned).served).toBe("cheap");
    expect(deriveTier([root({ status: "error" }), ...spans.slice(1)], {}, turned).served).toBe(
      "broken",
    );
  });

  it("wants every field of an alternative", () => {
    const answer = span({ kind: "chain", name: "Template.greeting" });
    expect(deriveTier([root(), answer], {}, catalog).served).toBe("canned");
    expect(deriveTier([root(), answer, answered("tiny")], {}, catalog).served).toBe("unknown");
  });

  it("finds attributes on any span", () => {
    const marked = span({ kind: "tool", attributes: { "app.answer": "static" } });
    expect(deriveTier([root(), marked, answered("tiny")], {}, catalog).served).toBe("canned");
  });

  it("does not let a model serve that never answered", () => {
    const spans = [root({ status: "error" }), failed("big-2")];
    expect(deriveTier(spans, {}, catalog)).toMatchObject({
      served: "broken",
      intended: "frontier",
    });
  });

  it("does not take a tool's failure for a failed request", () => {
    const tool = span({ kind: "tool", status: "error" });
    expect(deriveTier([root(), tool, answered("tiny")], {}, catalog).served).toBe("unknown");
  });

  it("matches nothing by an alternative that asks nothing", () => {
    const empty = { tiers: [{ name: "all", level: 0, match: [{}] }] };
    expect(deriveTier([root(), answered("tiny")], {}, empty).basis).toBe("none");
  });

  it("names the tiers that structure shows", () => {
    const spans = [root(), failed("other-1"), answered("other-2")];
    expect(deriveTier(spans, {}, catalog)).toMatchObject({
      served: "cheap",
      intended: "frontier",
      basis: "structure",
    });
  });
});
