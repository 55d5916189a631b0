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
