import type { ToolDefinition } from "@/lib/domain/span";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { inScope, type TierScope } from "./tier-source";
import { streamSpans } from "./trace-spans";

/** A tool catalog that traces were made with. */
export type CatalogSeen = {
  /** Its hash; catalogs of several agents in one trace are joined with " | ". */
  readonly catalog: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly requests: number;
};

/** The catalogs that production was offered in a window, by when they were first seen. */
export async function loadCatalogsSeen(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<CatalogSeen[]> {
  return db.$queryRaw<CatalogSeen[]>`
    select envelope ->> 'tools' catalog, min(started_at) "firstAt", max(started_at) "lastAt",
      count(*)::int requests
    from trace where ${inScope(scope, window)} and envelope ->> 'tools' is not null
    group by 1 order by 2, 1`;
}

/** The tools of a catalog, as the first trace says that was offered it; empty when it cannot be found. */
export async function findCatalogTools(
  db: Database,
  projectId: number,
  { catalog, firstAt }: Pick<CatalogSeen, "catalog" | "firstAt">,
): Promise<readonly ToolDefinition[]> {
  const [first] = await db.$queryRaw<{ traceId: string }[]>`
    select trace_id "traceId" from trace
    where project_id = ${projectId} and started_at = ${firstAt}::timestamptz
      and envelope ->> 'tools' = ${catalog}
    limit 1`;
  if (!first) return [];
  for await (const span of streamSpans(db, projectId, first.traceId)) {
    const definitions = span.kind === "llm" ? span.tool?.definitions : null;
    if (definitions) return definitions;
  }
  return [];
}
