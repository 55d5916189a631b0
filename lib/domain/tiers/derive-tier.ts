import type { Json } from "../span";
import type { SummarySpan, TraceMarks } from "../trace-summary";
import type { TierCatalog } from "./tier-catalog";

/** A span as tiers are derived from it. Attributes are needed only for catalogs that ask for some. */
export type TierSpan = SummarySpan & {
  readonly attributes?: { readonly [key: string]: Json } | undefined;
};

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

/**
 * The tier whose output reached the user: an explicit mark, else the first tier of the catalog that
 * matches, else what the structure of attempts shows, else `unknown`. However many attempts it took,
 * one trace has one serving tier. The same spans in any order give the same answer.
 *
 * @param marks what the trace says of itself, as gathered in its summary
 * @param catalog null when the project has none for this feature
 */
export function deriveTier(
  _spans: readonly TierSpan[],
  _marks: TraceMarks,
  _catalog: TierCatalog | null,
): DerivedTier {
  throw new Error("Not written yet");
}
