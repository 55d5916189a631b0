import type { TimeWindow } from "@/lib/domain/time-window";
import type { TraceQuery } from "@/lib/domain/trace-query";
import { type Database, poolOf } from "./database";
import { Prisma } from "./generated/client";
import { conditionOf, phraseWordsCondition } from "./trace-conditions";
import { ContentSearch } from "./trace-search";

/** Traces looked through for one phrase, newest first. Their words are all there; more would keep a reader waiting. */
export const PHRASE_SAMPLE = 2_000;

/**
 * A condition on `trace` that holds for the traces of a window that a query lists. Phrases are looked
 * up first: their words by index, and then how they stand in what the spans refer to.
 */
export async function loadCondition(
  db: Database,
  projectId: number,
  window: TimeWindow,
  query: TraceQuery,
): Promise<Prisma.Sql> {
  const texts = query.terms.flatMap((term) =>
    term.type === "text" && term.isExact ? term.text : [],
  );
  const phrases = new Map<string, readonly string[]>();
  for (const text of new Set(texts)) {
    phrases.set(text, await loadPhraseTraces(db, projectId, window, text));
  }
  return Prisma.sql`${inWindow(projectId, window)} and ${conditionOf(query, phrases)}`;
}

/** Holds for a project's traces that started in a window; bounded on the list's index. */
export function inWindow(projectId: number, { from, to }: TimeWindow): Prisma.Sql {
  return Prisma.sql`trace.project_id = ${projectId}
    and trace.started_at >= ${from}::timestamptz and trace.started_at < ${to}::timestamptz`;
}

type Candidate = { readonly traceId: string; readonly firstDay: string; readonly lastDay: string };

/** The traces in which a text stands as it is in one span, in any case. */
async function loadPhraseTraces(
  db: Database,
  projectId: number,
  window: TimeWindow,
  text: string,
): Promise<readonly string[]> {
  const candidates = await db.$queryRaw<Candidate[]>`
    select trace.trace_id as "traceId", first_day::text as "firstDay", last_day::text as "lastDay"
    from trace
    where ${inWindow(projectId, window)} and ${phraseWordsCondition(text)}
    order by trace.started_at desc
    limit ${PHRASE_SAMPLE}`;
  const search = new ContentSearch(db, projectId, text);
  const found = new Set<string>();
  for (let start = 0; start < candidates.length; start += CHUNK) {
    const chunk = candidates.slice(start, start + CHUNK);
    const rows = await loadBodies(db, projectId, chunk);
    for (const { traceId } of await search.among(rows)) found.add(traceId);
  }
  return [...found];
}

const CHUNK = 50;

async function loadBodies(db: Database, projectId: number, traces: readonly Candidate[]) {
  const { rows } = await poolOf(db).query<{ traceId: string; body: string }>({
    name: "bodies_of_traces",
    text: `
      select span.trace_id "traceId", span.body
      from span
      where project_id = $1 and trace_id = any($2::text[])
        and (day = '1970-01-01' or day between $3::date and $4::date)`,
    values: [
      projectId,
      traces.map((trace) => trace.traceId),
      traces.map((trace) => trace.firstDay).sort()[0],
      traces
        .map((trace) => trace.lastDay)
        .sort()
        .at(-1),
    ],
  });
  return rows;
}
