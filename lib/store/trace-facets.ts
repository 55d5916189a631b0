import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import { EMPTY_QUERY, type TraceQuery } from "@/lib/domain/trace-query";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { loadCondition } from "./trace-condition";

/** The fields whose values are counted, in the order they are shown. */
export const FACET_FIELDS = [
  "status",
  "feature",
  "tier",
  "model",
  "source",
  "env",
  "release",
  "tag",
  "user",
  "name",
] as const;
export type FacetField = (typeof FACET_FIELDS)[number];

/** A field's most frequent values, those of most traces first. */
export type Facet = {
  readonly field: FacetField;
  readonly values: readonly { readonly value: string; readonly traces: number }[];
};

/** Counting more would keep a reader waiting; the newest are what the list shows first. */
export const FACET_SAMPLE = 100_000;
const MAX_VALUES = 12;

const COLUMNS: Record<Exclude<FacetField, "tag" | "model">, Prisma.Sql> = {
  status: Prisma.sql`status`,
  feature: Prisma.sql`feature`,
  tier: Prisma.sql`tier`,
  source: Prisma.sql`source`,
  env: Prisma.sql`environment`,
  release: Prisma.sql`release`,
  user: Prisma.sql`user_id`,
  name: Prisma.sql`name`,
};

/**
 * The values of each field among the traces of a query, with how many traces have them. A field the
 * query already asks about is counted as if it did not, so that its other values stay in reach.
 *
 * Counts are over the newest 100 000 traces of the window.
 */
export async function loadTraceFacets(
  db: Database,
  projectId: number,
  { window, query = EMPTY_QUERY }: { window: TimeWindow; query?: TraceQuery },
): Promise<Facet[]> {
  const asked = new Set(query.terms.map((term) => (term.type === "value" ? term.field : null)));
  const own = FACET_FIELDS.filter((field) => asked.has(field));
  const shared = FACET_FIELDS.filter((field) => !asked.has(field));
  const counted = await Promise.all([
    countValues(db, shared, await sampleOf(db, projectId, window, query)),
    ...own.map(async (field) => {
      const terms = query.terms.filter((term) => term.type !== "value" || term.field !== field);
      return countValues(db, [field], await sampleOf(db, projectId, window, { terms }));
    }),
  ]);
  const values = counted.flat();
  return FACET_FIELDS.map((field) => ({
    field,
    values: values
      .filter((row) => row.field === field)
      .map(({ value, traces }) => ({ value, traces })),
  }));
}

async function sampleOf(
  db: Database,
  projectId: number,
  window: TimeWindow,
  query: TraceQuery,
): Promise<Prisma.Sql> {
  return Prisma.sql`
    select status, feature, tier, source, environment, release, user_id, name, tags, models
    from trace
    where ${await loadCondition(db, projectId, window, query)}
    order by trace.started_at desc, trace.trace_id desc
    limit ${FACET_SAMPLE}`;
}

const valueRow = z.object({ field: z.enum(FACET_FIELDS), value: z.string(), traces: z.number() });

async function countValues(db: Database, fields: readonly FacetField[], sample: Prisma.Sql) {
  const counts = fields.map(
    (field) => Prisma.sql`(
      select ${field}::text as field, value, count(*)::int as traces
      from ${valuesOf(field)}
      where value is not null
      group by value order by traces desc, value limit ${MAX_VALUES})`,
  );
  if (counts.length === 0) return [];
  const found = await db.$queryRaw`
    with sample as materialized (${sample}) ${Prisma.join(counts, " union all ")}`;
  return z.array(valueRow).parse(found);
}

function valuesOf(field: FacetField): Prisma.Sql {
  if (field === "tag") return Prisma.sql`sample, unnest(tags) as each (value)`;
  if (field === "model") return Prisma.sql`sample, unnest(models) as each (value)`;
  return Prisma.sql`(select ${COLUMNS[field]} as value from sample) as each`;
}
