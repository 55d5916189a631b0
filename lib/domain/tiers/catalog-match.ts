import { foldedModelName } from "../model-name";
import type { Json } from "../span";
import type { TierSpan } from "./attempts";
import { matchesGlob } from "./glob";
import type { CatalogTier, TierCatalog, TierMatch } from "./tier-catalog";

/** What a catalog's alternatives are held against: one call of a trace, and the trace around it. */
export type MatchSubject = {
  /** The call whose output is judged; null when no call answered. */
  readonly call: TierSpan | null;
  /** The last call, which stands in for the answer where an alternative asks for errors. */
  readonly lastCall: TierSpan | null;
  readonly spans: readonly TierSpan[];
  readonly hasError: boolean;
  readonly noLlmSpan: boolean;
};

/** The first tier one of whose alternatives holds. */
export function findCatalogTier(
  catalog: TierCatalog,
  subject: MatchSubject,
): CatalogTier | undefined {
  return catalog.tiers.find((tier) => tier.match.some((match) => holds(match, subject)));
}

/** The first tier that a call belongs to by its models and provider alone. */
export function findTierOfCall(catalog: TierCatalog, call: TierSpan): CatalogTier | undefined {
  return catalog.tiers.find((tier) =>
    tier.match.some((match) => asksForCall(match) && callHolds(match, call)),
  );
}

function holds(match: TierMatch, subject: MatchSubject): boolean {
  const { spanName, attribute, hasError, noLlmSpan } = match;
  if (!Object.values(match).some((field) => field !== undefined)) return false;
  if (hasError !== undefined && hasError !== subject.hasError) return false;
  if (noLlmSpan !== undefined && noLlmSpan !== subject.noLlmSpan) return false;
  if (asksForCall(match)) {
    const call = subject.call ?? (hasError ? subject.lastCall : null);
    if (!call || !callHolds(match, call)) return false;
  }
  return subject.spans.some(
    (span) =>
      (spanName === undefined || matchesGlob(spanName, span.name)) &&
      (attribute === undefined || attributeHolds(span.attributes?.[attribute.key], attribute.glob)),
  );
}

function asksForCall({ servedModel, requestedModel, provider }: TierMatch): boolean {
  return servedModel !== undefined || requestedModel !== undefined || provider !== undefined;
}

function callHolds(match: TierMatch, call: TierSpan): boolean {
  // A call that failed names no model that served it: it is the one it asked for that failed.
  const served = call.modelServed ?? (call.status === "error" ? call.modelRequested : null);
  return (
    modelHolds(match.servedModel, served) &&
    modelHolds(match.requestedModel, call.modelRequested) &&
    (match.provider === undefined ||
      (call.provider !== null && matchesGlob(match.provider, call.provider)))
  );
}

function modelHolds(glob: string | undefined, model: string | null): boolean {
  if (glob === undefined) return true;
  if (model === null) return false;
  return matchesGlob(glob, model) || matchesGlob(glob, foldedModelName(model));
}

function attributeHolds(value: Json | undefined, glob: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "object") {
    return Array.isArray(value) && value.some((item) => attributeHolds(item, glob));
  }
  return matchesGlob(glob, String(value));
}
