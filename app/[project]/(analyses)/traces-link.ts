import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { TextField } from "@/lib/domain/trace-fields";
import { formatValue } from "@/lib/domain/trace-query-text";

/** Whose numbers a page shows, so that its links lead to the same traces. */
export type AnalysisAddress = { readonly slug: string; readonly scope: AnalysisScope };

const FIELD_OF_DIMENSION: Readonly<Record<string, string>> = { environment: "env" };

/**
 * The list of the traces behind a number: those of the scope for which every term of the query
 * language holds. The time is the scope's, unless it is narrowed further.
 */
export function tracesHref(
  { slug, scope }: AnalysisAddress,
  terms: readonly string[],
  window?: TimeWindow,
): string {
  const search = new URLSearchParams({
    q: [...new Set([...scopeTerms(scope), ...terms])].join(" "),
  });
  if (scope.range !== null && window === undefined) search.set("range", scope.range);
  else {
    const { from, to } = window ?? scope.window;
    search.set("from", from.toISOString());
    search.set("to", to.toISOString());
  }
  return `/${slug}/traces?${search}`;
}

/** Null asks for traces that do not say. */
export function fieldTerm(field: TextField, value: string | null): string {
  return valueTerm(field, value);
}

/** Traces of a tier; those whose tier is not known have none. */
export function tierTerm(tier: string): string {
  return tier === UNKNOWN_TIER ? "-has:tier" : valueTerm("tier", tier);
}

/** Traces of one value of a dimension: `feature`, `tenant`, `environment` or `segment.<key>`. */
export function dimensionTerm(dimension: string, value: string | null): string {
  return valueTerm(FIELD_OF_DIMENSION[dimension] ?? dimension, value);
}

function valueTerm(key: string, value: string | null): string {
  return value === null ? `-${key}:*` : `${key}:${formatValue(value)}`;
}

function scopeTerms({ feature, environment, tenant, segments }: AnalysisScope): string[] {
  const named = Object.entries({ feature, environment, tenant });
  const all = [
    ...named,
    ...Object.entries(segments).map(([key, value]) => [`segment.${key}`, value] as const),
  ];
  // Analyses count what users got; evals and replays of it are listed, and counted elsewhere.
  return [
    "source:production",
    ...all.flatMap(([dimension, value]) => (value === null ? [] : dimensionTerm(dimension, value))),
  ];
}
