import { type Score, type ScoreSource, scoreVerdict } from "../score";

/** Whose word counts first. */
const RANK: Record<ScoreSource, number> = { human: 0, evaluator: 1, user: 2 };

/** What of a score decides whether an attempt passed. */
export type DecidingScore = Pick<Score, "value" | "label" | "source" | "at"> & {
  readonly id: string;
};

/**
 * Whether an attempt passed, by the scores of its trace: a person's word over an evaluator's over a
 * user's, and of these the latest, as in the list of traces. A score that is neither good news nor
 * bad says nothing.
 *
 * @returns undefined when no score says
 */
export function verdictOfScores(
  scores: readonly DecidingScore[],
): { readonly passed: boolean; readonly value: number | null } | undefined {
  const ordered = [...scores].sort(
    (a, b) =>
      RANK[a.source] - RANK[b.source] || b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1),
  );
  for (const score of ordered) {
    const passed = scoreVerdict(score);
    if (passed !== null) return { passed, value: score.value };
  }
  return undefined;
}
