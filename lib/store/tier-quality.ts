import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { SCORE_VERDICT, TRACE_VERDICT } from "./score-verdict";
import { inScope, type TierScope } from "./tier-source";

/** How the requests that a tier served were judged. */
export type TierQuality = {
  readonly tier: string;
  /** Traces with a score that says good or bad. */
  readonly scored: number;
  /** Of these, the good ones. */
  readonly good: number;
};

/**
 * Production traces by the tier that served them and by the verdict of the score that counts. Starts
 * from the scores, of which there are fewer: a trace is judged after it began, give or take clocks.
 */
export async function loadTierQuality(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<TierQuality[]> {
  return db.$queryRaw<TierQuality[]>`
    select coalesce(trace.tier, 'unknown') tier, count(*)::int scored,
      (count(*) filter (where judged.verdict))::int good
    from (
      select score.project_id, score.trace_id, ${TRACE_VERDICT} verdict
      from score
      where score.project_id = ${scope.projectId} and ${SCORE_VERDICT} is not null
        and score.at >= ${window.from}::timestamptz - interval '1 day'
      group by 1, 2
    ) judged
    join trace on trace.project_id = judged.project_id and trace.trace_id = judged.trace_id
    where ${inScope(scope, window)}
    group by 1 order by 1`;
}
