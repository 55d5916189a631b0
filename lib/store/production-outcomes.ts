import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { SCORE_VERDICT, TRACE_VERDICT } from "./score-verdict";
import { inScope, type TierScope } from "./tier-source";

/** How production requests of one model and prompt turned out, as far as anybody said. */
export type ProductionOutcome = {
  readonly model: string | null;
  readonly promptName: string | null;
  readonly promptVersion: string | null;
  /** Requests whose outcome is known. */
  readonly known: number;
  readonly good: number;
};

/**
 * Outcomes of production by who answered. Scores decide, people's before evaluators' before users',
 * the latest of these; without one that tells, the outcome that the application gave.
 */
export async function loadProductionOutcomes(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<ProductionOutcome[]> {
  return db.$queryRaw<ProductionOutcome[]>`
    select model, "promptName", "promptVersion", count(*)::int known,
      (count(*) filter (where verdict))::int good
    from (
      select trace.model_served model, trace.prompt_name "promptName",
        trace.prompt_version "promptVersion",
        coalesce(judged.verdict, case
          when trace.outcome = 'ok' then true
          when trace.outcome in ('error', 'unusable', 'refused') then false end) verdict
      from trace
      left join lateral (
        select ${TRACE_VERDICT} verdict
        from score
        where score.project_id = trace.project_id and score.trace_id = trace.trace_id
          and ${SCORE_VERDICT} is not null
      ) judged on true
      where ${inScope(scope, window)}
    ) traces
    where verdict is not null
    group by 1, 2, 3 order by 4 desc, 1, 2, 3`;
}
