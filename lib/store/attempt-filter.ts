/** Which attempts of a project; what is left out is not asked. */
export type AttemptFilter = {
  readonly suites?: readonly string[];
  readonly runs?: readonly string[];
  readonly cases?: readonly string[];
  /** By the start of the run, or of the trace. */
  readonly since?: Date;
};

/** What statements about attempts take as $2 to $5; null where nothing is asked. */
export function filterValues({ suites, runs, cases, since }: AttemptFilter) {
  return [suites ?? null, runs ?? null, cases ?? null, since ?? null];
}

/**
 * The traces that say which case they execute, as `t`, for statements that take a filter's values.
 * A trace that names no run belongs to the run of its UTC day; one that a posted attempt names is
 * left to that attempt.
 */
export const MARKED_TRACES = `
  from (
    select *, coalesce(eval_run, to_char(started_at at time zone 'utc', 'YYYY-MM-DD')) run
    from trace
    where project_id = $1 and eval_case is not null and eval_suite is not null
      and ($2::text[] is null or eval_suite = any($2))
      and ($4::text[] is null or eval_case = any($4))
      and ($5::timestamptz is null or started_at >= $5)
  ) t
  where ($3::text[] is null or run = any($3))
    and not exists (
      select from eval_attempt a where a.project_id = t.project_id and a.trace_id = t.trace_id)`;
