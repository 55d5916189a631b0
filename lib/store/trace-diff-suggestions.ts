import { z } from "zod";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { LIST_COLUMNS, listRow, type TraceListRow } from "./trace-list-row";
import { findTrace } from "./trace-row";

/** A trace worth comparing with another. */
export type ComparableTrace = {
  readonly trace: TraceListRow;
  /** How it belongs to the other: a rerun or its original, an attempt at the same eval case, the same question. */
  readonly relation: "rerun" | "case" | "question";
  /** Whether it was made with another envelope. */
  readonly isOtherEnvelope: boolean;
};

const MAX_OF_RELATION = 12;

/**
 * Other runs of what a trace was asked. Those of another envelope come first, then the latest. Empty
 * until the trace has its row.
 */
export async function loadComparableTraces(
  db: Database,
  projectId: number,
  traceId: string,
): Promise<readonly ComparableTrace[]> {
  const trace = await findTrace(db, projectId, traceId);
  if (!trace) return [];
  const { inputHash, evalSuite, evalCase, rerunOf } = trace;
  const none = Prisma.sql`false`;
  const own = {
    rerun: Prisma.sql`(trace.rerun_of = ${traceId} or trace.trace_id = ${rerunOf ?? ""})`,
    case:
      evalCase === null
        ? none
        : Prisma.sql`trace.eval_case = ${evalCase} and trace.eval_suite is not distinct from ${evalSuite}`,
    question: inputHash === null ? none : Prisma.sql`trace.input_hash = ${inputHash}`,
  };
  const envelope = JSON.stringify(trace.envelope);
  const found = await Promise.all(
    RELATIONS.map(async (relation) => {
      const rows = await db.$queryRaw`
        select ${LIST_COLUMNS}, trace.envelope <> ${envelope}::jsonb as is_other
        from trace
        where trace.project_id = ${projectId} and trace.trace_id <> ${traceId} and ${own[relation]}
        order by is_other desc, trace.started_at desc
        limit ${MAX_OF_RELATION}`;
      return z
        .array(otherRow)
        .parse(rows)
        .map((row) => ({ ...row, relation }));
    }),
  );
  return distinct(found.flat());
}

const RELATIONS = ["rerun", "case", "question"] as const;

const otherRow = z
  .looseObject({ is_other: z.boolean() })
  .transform((row) => ({ isOtherEnvelope: row.is_other, trace: listRow.parse(row) }));

function distinct(found: readonly ComparableTrace[]): readonly ComparableTrace[] {
  const seen = new Set<string>();
  return found
    .filter(({ trace }) => !seen.has(trace.traceId) && seen.add(trace.traceId))
    .sort(
      (a, b) =>
        Number(b.isOtherEnvelope) - Number(a.isOtherEnvelope) ||
        b.trace.startedAt.getTime() - a.trace.startedAt.getTime(),
    );
}

/** Two runs of one question, the earlier first. */
export type ComparablePair = {
  readonly earlier: TraceListRow;
  readonly later: TraceListRow;
  readonly isOtherEnvelope: boolean;
};

const MAX_LOOKED_THROUGH = 2_000;

/**
 * Of the questions that the latest traces repeat, one run each with the run before it: the latest
 * that was made with another envelope, or else the latest. Those of another envelope come first.
 */
export async function loadComparablePairs(
  db: Database,
  projectId: number,
  limit: number,
): Promise<readonly ComparablePair[]> {
  const found = await db.$queryRaw`
    with latest as (
      select trace_id, input_hash, started_at, envelope from trace
      where project_id = ${projectId}
      order by started_at desc, trace_id desc
      limit ${MAX_LOOKED_THROUGH}
    ), repeated as (
      select trace_id, input_hash, started_at, lag(trace_id) over runs as earlier,
        envelope <> lag(envelope) over runs as is_other
      from latest
      where input_hash is not null
      window runs as (partition by input_hash order by started_at, trace_id)
    ), chosen as (
      select distinct on (input_hash) trace_id, earlier, is_other, started_at
      from repeated
      where earlier is not null
      order by input_hash, is_other desc, started_at desc
    )
    select trace_id as later, earlier, is_other
    from chosen
    order by is_other desc, started_at desc
    limit ${limit}`;
  const pairs = z.array(pairRow).parse(found);
  const rows = await loadRows(
    db,
    projectId,
    pairs.flatMap(({ earlier, later }) => [earlier, later]),
  );
  return pairs.flatMap(({ earlier: before, later: after, is_other: isOtherEnvelope }) => {
    const [earlier, later] = [rows.get(before), rows.get(after)];
    return earlier && later ? { earlier, later, isOtherEnvelope } : [];
  });
}

const pairRow = z.object({ later: z.string(), earlier: z.string(), is_other: z.boolean() });

async function loadRows(
  db: Database,
  projectId: number,
  traceIds: readonly string[],
): Promise<ReadonlyMap<string, TraceListRow>> {
  const found = await db.$queryRaw`
    select ${LIST_COLUMNS} from trace
    where trace.project_id = ${projectId} and trace.trace_id = any(${[...new Set(traceIds)]})`;
  return new Map(
    z
      .array(listRow)
      .parse(found)
      .map((row) => [row.traceId, row]),
  );
}
