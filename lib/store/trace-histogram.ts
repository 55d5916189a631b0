import { z } from "zod";
import { barStarts, type TimeWindow } from "@/lib/domain/time-window";
import { EMPTY_QUERY, type TraceQuery } from "@/lib/domain/trace-query";
import type { Database } from "./database";
import { loadCondition } from "./trace-condition";

/** How many traces started in one bar's time. `errors` are among `traces`. */
export type TraceBar = { readonly at: Date; readonly traces: number; readonly errors: number };

/** Every bar that touches the window, in order, those without traces included. */
export async function loadTraceHistogram(
  db: Database,
  projectId: number,
  {
    window,
    query = EMPTY_QUERY,
    widthMs,
  }: { window: TimeWindow; query?: TraceQuery; widthMs: number },
): Promise<TraceBar[]> {
  const found = await db.$queryRaw`
    select floor(extract(epoch from trace.started_at) * 1000 / ${widthMs}::float8)::float8 as bar,
      count(*)::int as traces,
      (count(*) filter (where trace.status = 'error'))::int as errors
    from trace
    where ${await loadCondition(db, projectId, window, query)}
    group by 1`;
  const counted = z
    .array(z.object({ bar: z.number(), traces: z.number(), errors: z.number() }))
    .parse(found);
  const byBar = new Map(counted.map((row) => [row.bar * widthMs, row]));
  return barStarts(window, widthMs).map((at) => {
    const row = byBar.get(at.getTime());
    return { at, traces: row?.traces ?? 0, errors: row?.errors ?? 0 };
  });
}
