import type { TierSpan } from "@/lib/domain/tiers/derive-tier";
import type { TierCatalog } from "@/lib/domain/tiers/tier-catalog";

let started = 0;

/** A span that starts after the one made before it. */
export function span(facts: Partial<TierSpan>): TierSpan {
  started += 1;
  return {
    spanId: `span-${started}`,
    parentId: "root",
    name: "step",
    kind: "llm",
    status: "ok",
    startedAt: new Date(started),
    modelRequested: null,
    modelServed: null,
    provider: null,
    failure: null,
    ...facts,
  };
}

/** The request itself, before all of its spans. */
export const root = (facts: Partial<TierSpan> = {}) =>
  span({ spanId: "root", parentId: null, kind: "chain", startedAt: new Date(0), ...facts });
export const failed = (model: string, facts: Partial<TierSpan> = {}) =>
  span({ status: "error", modelRequested: model, ...facts });
export const answered = (model: string, facts: Partial<TierSpan> = {}) =>
  span({ modelRequested: model, modelServed: model, ...facts });

export const catalog: TierCatalog = {
  tiers: [
    { name: "frontier", level: 0, match: [{ servedModel: "big-*" }] },
    { name: "cheap", level: 1, match: [{ servedModel: "small-1" }, { provider: "local" }] },
    {
      name: "canned",
      level: 2,
      match: [
        { noLlmSpan: true, spanName: "template*" },
        { attribute: { key: "app.answer", glob: "static" } },
      ],
    },
    { name: "broken", level: 3, match: [{ hasError: true }] },
  ],
};
