import { tierLevel } from "../tier-level";
import type { TraceMarks } from "../trace-summary";
import { type Attempts, findAttempts, type TierSpan } from "./attempts";
import { findCatalogTier, findTierOfCall } from "./catalog-match";
import type { TierCatalog } from "./tier-catalog";
import { findStructure, type TierStructure } from "./tier-structure";

export type { TierSpan } from "./attempts";

/** What decided the tier, from strongest to weakest. */
export type TierBasis = "explicit" | "catalog" | "structure" | "none";

/** Which service tier a request was served from, and how that is known. */
export type DerivedTier = {
  /** `unknown` when nothing tells. */
  readonly served: string;
  /** 0 is primary; null when the tier has no known place among the others. */
  readonly level: number | null;
  /** The tier that was meant to serve; null when nothing tells. */
  readonly intended: string | null;
  /** Why another tier than the intended one served; null when it did not, or nobody said. */
  readonly reason: string | null;
  /** The routing rule that demoted it; null when none is named. */
  readonly rule: string | null;
  readonly basis: TierBasis;
  /** Every tier that an attempt went to, the serving one included, in name order. Never `unknown`. */
  readonly touched: readonly string[];
};

/** The tier of requests that nothing tells the tier of. */
export const UNKNOWN_TIER = "unknown";
/** The tier of requests all of whose attempts failed. */
const ERROR_TIER = "error";
/** Names by depth where no catalog gives any. */
const USUAL_NAMES = ["primary", "secondary", "tertiary"];

type Evidence = {
  readonly spans: readonly TierSpan[];
  readonly attempts: Attempts;
  readonly structure: TierStructure | null;
  readonly catalog: TierCatalog;
};

/**
 * The tier whose output reached the user: an explicit mark, else the first tier of the catalog that
 * matches, else what the structure of attempts shows, else `unknown`. However many attempts it took,
 * one trace has one serving tier. The same spans in any order give the same answer.
 *
 * @param marks what the trace says of itself, as gathered in its summary
 * @param catalog null when the project has none for this feature
 */
export function deriveTier(
  spans: readonly TierSpan[],
  marks: TraceMarks,
  catalog: TierCatalog | null,
): DerivedTier {
  const attempts = findAttempts(spans);
  const structure = findStructure(attempts);
  const evidence = { spans, attempts, structure, catalog: catalog ?? { tiers: [] } };
  const mark = marks.tier;
  const { served, basis } = findServed(mark?.served ?? null, evidence);
  const intended = mark?.intended ?? findIntended(evidence);
  // A mark of the tier alone leaves the reason to the attempts, unless they contradict it.
  const shown = served === intended || served === UNKNOWN_TIER ? null : structure?.reason;
  return {
    served,
    level: levelOf(served, evidence.catalog),
    intended,
    reason: mark?.reason ?? shown ?? null,
    rule: mark?.rule ?? null,
    basis,
    touched: touchedTiers(served, evidence),
  };
}

function findServed(
  marked: string | null,
  { spans, attempts, structure, catalog }: Evidence,
): { readonly served: string; readonly basis: TierBasis } {
  if (marked !== null) return { served: marked, basis: "explicit" };
  const { calls, answer } = attempts;
  const hasFailedRoot = topsOf(spans).some((span) => span.status === "error");
  const tier = findCatalogTier(catalog, {
    spans,
    call: answer,
    lastCall: calls.at(-1) ?? null,
    hasError: hasFailedRoot || (calls.length > 0 && !answer),
    noLlmSpan: !spans.some((span) => span.kind === "llm"),
  });
  if (tier) return { served: tier.name, basis: "catalog" };
  if (structure) return { served: nameOf(structure.depth, catalog), basis: "structure" };
  if (calls.length > 0 && !answer && hasFailedRoot) {
    return { served: ERROR_TIER, basis: "structure" };
  }
  return { served: UNKNOWN_TIER, basis: "none" };
}

/** The tier of the first attempt, or of the model that was asked for. */
function findIntended({ attempts, structure, catalog }: Evidence): string | null {
  const { answer, failed, calls } = attempts;
  const first = failed[0] ?? answer ?? calls[0];
  if (!first) return null;
  const asked = { ...first, modelServed: first.modelRequested };
  const byCatalog = first.modelRequested === null ? undefined : findTierOfCall(catalog, asked);
  // Whoever answers is asked for something: only a step down shows that it was not meant to serve.
  if (structure && (structure.depth > 0 || failed.length > 0)) {
    return byCatalog?.name ?? nameOf(0, catalog);
  }
  return answer ? null : (byCatalog?.name ?? null);
}

function touchedTiers(served: string, { attempts, structure, catalog }: Evidence): string[] {
  const touched = new Set(served === UNKNOWN_TIER ? [] : [served]);
  for (const call of attempts.calls) {
    const tier = findTierOfCall(catalog, call);
    if (tier) touched.add(tier.name);
  }
  // Without a catalog the attempts before the answer are tiers by their order alone.
  const depth = catalog.tiers.length === 0 && attempts.failed.length > 0 ? structure?.depth : 0;
  for (let above = 0; above < (depth ?? 0); above += 1) touched.add(nameOf(above, catalog));
  return [...touched].sort();
}

function nameOf(depth: number, catalog: TierCatalog): string {
  const tier = catalog.tiers.find(({ level }) => level === depth);
  return tier?.name ?? USUAL_NAMES[depth] ?? "tertiary";
}

function levelOf(name: string, catalog: TierCatalog): number | null {
  return catalog.tiers.find((tier) => tier.name === name)?.level ?? tierLevel(name);
}

function topsOf(spans: readonly TierSpan[]): TierSpan[] {
  const roots = spans.filter((span) => span.parentId === null);
  if (roots.length > 0) return roots;
  const ids = new Set(spans.map((span) => span.spanId));
  return spans.filter((span) => span.parentId !== null && !ids.has(span.parentId));
}
