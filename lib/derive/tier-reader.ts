import type { Json } from "@/lib/domain/span";
import { catalogForFeature } from "@/lib/domain/tiers/catalog-for-feature";
import { type DerivedTier, deriveTier, type TierSpan } from "@/lib/domain/tiers/derive-tier";
import type { TierCatalog } from "@/lib/domain/tiers/tier-catalog";
import type { SummarySpan, TraceSummary } from "@/lib/domain/trace-summary";
import type { Database } from "@/lib/store/database";
import { loadWholeSpans, type ProjectTraces } from "@/lib/store/derive-spans";
import { loadTierCatalogs } from "@/lib/store/tier-catalogs";
import type { Queryable } from "@/lib/store/transaction";

/** A trace as its tier is read from it. */
type ReadTrace = {
  readonly traceId: string;
  readonly spans: readonly SummarySpan[];
  readonly summary: TraceSummary;
};

/** The serving tier of each of a project's traces, in order, by the catalogs in force. */
export async function readTiers(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces,
  traces: readonly ReadTrace[],
): Promise<DerivedTier[]> {
  const catalogs = await loadTierCatalogs(db, wanted.projectId);
  return readTiersBy(db, client, wanted, traces, (feature) => catalogForFeature(catalogs, feature));
}

/** The same by any catalogs. */
export async function readTiersBy(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces,
  traces: readonly ReadTrace[],
  catalogFor: (feature: string | null) => TierCatalog | null,
): Promise<DerivedTier[]> {
  const catalogOf = ({ summary }: ReadTrace) => catalogFor(summary.marks.feature ?? null);
  const asking = traces.filter((trace) => asksForAttributes(catalogOf(trace)));
  const attributes = await loadAttributes(db, client, wanted, asking);
  return traces.map((trace) => {
    const catalog = catalogOf(trace);
    const spans = asksForAttributes(catalog) ? withAttributes(trace, attributes) : trace.spans;
    return deriveTier(spans, trace.summary.marks, catalog);
  });
}

function withAttributes({ traceId, spans }: ReadTrace, attributes: AttributesBySpan): TierSpan[] {
  return spans.map((span) => ({
    ...span,
    attributes: attributes.get(`${traceId} ${span.spanId}`),
  }));
}

function asksForAttributes(catalog: TierCatalog | null): boolean {
  return catalog?.tiers.some(({ match }) => match.some((one) => one.attribute)) ?? false;
}

type Attributes = { readonly [key: string]: Json };
type AttributesBySpan = ReadonlyMap<string, Attributes>;

/** Attributes are in the bodies only, which nobody reads for rules that do not ask for them. */
async function loadAttributes(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces,
  traces: readonly ReadTrace[],
): Promise<AttributesBySpan> {
  if (traces.length === 0) return new Map();
  const traceIds = traces.map((trace) => trace.traceId);
  const spans = await loadWholeSpans(db, client, { ...wanted, traceIds });
  return new Map(
    spans.map((span) => [
      `${span.traceId} ${span.spanId}`,
      { ...span.resource, ...span.attributes },
    ]),
  );
}
