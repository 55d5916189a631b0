import { catalogForFeature } from "@/lib/domain/tiers/catalog-for-feature";
import type { TierCatalog } from "@/lib/domain/tiers/tier-catalog";
import type { SummarySpan } from "@/lib/domain/trace-summary";
import { buildTraceSummary } from "@/lib/domain/trace-summary";
import { type Database, poolOf } from "@/lib/store/database";
import type { DayRange } from "@/lib/store/derive-queue";
import { loadSummarySpans } from "@/lib/store/derive-spans";
import { loadTierCatalogs } from "@/lib/store/tier-catalogs";
import { daysOf } from "./days-of";
import { readTiersBy } from "./tier-reader";

const PREVIEW_DAYS = 7;
const MS_PER_DAY = 86_400_000;
const MAX_TRACES = 2_000;
const MAX_EXAMPLES = 5;

/** Requests that would change their tier, or keep it. */
export type TierMove = {
  readonly from: string;
  readonly to: string;
  readonly requests: number;
  /** Some of them, latest first. */
  readonly traceIds: readonly string[];
};

export type CatalogPreview = {
  /** Traces looked at, latest first. */
  readonly sampled: number;
  /** False when the week holds more than were looked at. */
  readonly isWhole: boolean;
  /** Those that change first, then the busiest. */
  readonly moves: readonly TierMove[];
};

type SampledTrace = DayRange & { readonly traceId: string; readonly tier: string };

/**
 * What a draft of a catalog would make of the last seven days' production traces.
 *
 * @param feature whose catalog it is; null for the project's own, which leaves alone features that
 *   have one
 */
export async function previewCatalog(
  db: Database,
  projectId: number,
  feature: string | null,
  draft: TierCatalog,
  now: Date,
): Promise<CatalogPreview> {
  const inForce = await loadTierCatalogs(db, projectId);
  const others = inForce.filter((catalog) => catalog.feature !== feature);
  const catalogs = draft.tiers.length > 0 ? [...others, { ...draft, feature }] : others;
  const week = await loadWeek(db, projectId, feature, now);
  const affected = week.slice(0, MAX_TRACES);
  const tiers = await deriveBy(db, projectId, affected, catalogs);
  return {
    sampled: affected.length,
    isWhole: week.length <= MAX_TRACES,
    moves: movesOf(affected.map((trace, index) => ({ ...trace, to: tiers[index] ?? trace.tier }))),
  };
}

async function loadWeek(
  db: Database,
  projectId: number,
  feature: string | null,
  now: Date,
): Promise<SampledTrace[]> {
  const { rows } = await poolOf(db).query<SampledTrace>(
    `select trace_id "traceId", coalesce(tier, 'unknown') "tier",
       first_day::text "firstDay", last_day::text "lastDay"
     from trace
     where project_id = $1 and source = 'production' and started_at >= $2 and started_at < $3
       and ($4::text is null or feature = $4)
     order by started_at desc, trace_id desc limit ${MAX_TRACES + 1}`,
    [projectId, new Date(now.getTime() - PREVIEW_DAYS * MS_PER_DAY), now, feature],
  );
  return rows;
}

async function deriveBy(
  db: Database,
  projectId: number,
  traces: readonly SampledTrace[],
  catalogs: readonly (TierCatalog & { readonly feature: string | null })[],
): Promise<string[]> {
  if (traces.length === 0) return [];
  const client = poolOf(db);
  const traceIds = traces.map((trace) => trace.traceId);
  const wanted = { projectId, traceIds, ...daysOf(traces) };
  const received = await loadSummarySpans(client, projectId, traceIds, wanted);
  const read = traces.flatMap(({ traceId }) => {
    const spans: SummarySpan[] = received.get(traceId)?.spans ?? [];
    return spans.length === 0 ? [] : [{ traceId, spans, summary: buildTraceSummary(spans) }];
  });
  const tiers = await readTiersBy(db, client, wanted, read, (own) =>
    catalogForFeature(catalogs, own),
  );
  const byTrace = new Map(read.map(({ traceId }, index) => [traceId, tiers[index]?.served]));
  return traces.map(({ traceId, tier }) => byTrace.get(traceId) ?? tier);
}

function movesOf(traces: readonly (SampledTrace & { readonly to: string })[]): TierMove[] {
  const moves = new Map<string, TierMove>();
  for (const { tier: from, to, traceId } of traces) {
    const key = JSON.stringify([from, to]);
    const move = moves.get(key) ?? { from, to, requests: 0, traceIds: [] };
    const traceIds =
      move.traceIds.length < MAX_EXAMPLES ? [...move.traceIds, traceId] : move.traceIds;
    moves.set(key, { from, to, requests: move.requests + 1, traceIds });
  }
  const isKept = ({ from, to }: TierMove) => (from === to ? 1 : 0);
  return [...moves.values()].sort((a, b) => isKept(a) - isKept(b) || b.requests - a.requests);
}
