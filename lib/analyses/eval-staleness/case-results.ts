import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import type { ResultMatrix } from "@/lib/domain/evals/item-analysis";
import type { CaseResult } from "@/lib/domain/evals/last-discriminated";
import { groupBy } from "@/lib/domain/group-by";
import type { CaseFact } from "./staleness-inputs";

/** Subjects that a case has to be passed by, one after the other, to have nothing left to say. */
export const SATURATING_SUBJECTS = 5;
const SATURATED = 0.98;
const FLOOR = 0.02;

/** What the attempts at one suite's cases came to; only attempts at a case as it now stands. */
export type SuiteResults = {
  /** By when they were last run, the latest last. */
  readonly subjects: readonly SubjectFact[];
  /** By subject and case of the suite: mean of its attempts, null without any. */
  readonly matrix: ResultMatrix;
  /** By case. */
  readonly results: readonly (readonly CaseResult[])[];
  /** By case: attempts of the latest subject. */
  readonly latest: readonly LatestResult[];
};

export type SubjectFact = {
  readonly key: string;
  readonly label: string;
  readonly model: string | null;
  readonly prompt: string | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

export type LatestResult = {
  readonly attempts: number;
  /** Sum of what they came to, each 0 to 1. */
  readonly passed: number;
};

/** What an attempt came to, 0 to 1; null when the grader failed or nobody said. */
export function resultOf({
  passed,
  score,
}: Pick<EvalAttemptRow, "passed" | "score">): number | null {
  if (passed !== null) return Number(passed);
  return score !== null && score >= 0 && score <= 1 ? score : null;
}

type Graded = EvalAttemptRow & { readonly value: number };

export function gatherResults(
  cases: readonly CaseFact[],
  attempts: readonly EvalAttemptRow[],
): SuiteResults {
  const contentOf = new Map(cases.map(({ id, contentHash }) => [id, contentHash]));
  const graded = attempts.flatMap((attempt): Graded[] => {
    const content = contentOf.get(attempt.case);
    const value = resultOf(attempt);
    const isCurrent = attempt.contentHash === null || attempt.contentHash === content;
    return content === undefined || value === null || !isCurrent ? [] : [{ ...attempt, value }];
  });
  const subjects = subjectsOf(graded);
  const byCell = groupBy(graded, (attempt) => cellOf(attempt.subjectKey, attempt.case));
  const last = subjects.at(-1);
  return {
    subjects,
    matrix: subjects.map(({ key }) =>
      cases.map(({ id }) => {
        const own = byCell.get(cellOf(key, id));
        return own ? mean(own) : null;
      }),
    ),
    results: byRun(cases, graded),
    latest: cases.map(({ id }) => latestOf(last ? (byCell.get(cellOf(last.key, id)) ?? []) : [])),
  };
}

const cellOf = (subject: string, id: string) => JSON.stringify([subject, id]);

function mean(own: readonly Graded[]): number {
  return own.reduce((sum, { value }) => sum + value, 0) / own.length;
}

function subjectsOf(graded: readonly Graded[]): SubjectFact[] {
  const subjects = new Map<string, SubjectFact>();
  for (const { subjectKey: key, subjectLabel: label, model, prompt, at } of graded) {
    const known = subjects.get(key);
    const firstAt = known && known.firstAt < at ? known.firstAt : at;
    const lastAt = known && known.lastAt > at ? known.lastAt : at;
    subjects.set(key, { key, label, model, prompt, firstAt, lastAt });
  }
  return [...subjects.values()].sort(
    (a, b) => a.lastAt.getTime() - b.lastAt.getTime() || (a.key < b.key ? -1 : 1),
  );
}

function byRun(cases: readonly CaseFact[], graded: readonly Graded[]): CaseResult[][] {
  const byCase = groupBy(graded, (attempt) => attempt.case);
  return cases.map(({ id }) =>
    [...groupBy(byCase.get(id) ?? [], (attempt) => attempt.run).values()].flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      const passed = own.reduce((sum, { value }) => sum + value, 0);
      return [{ subject: first.subjectKey, at: first.at, attempts: own.length, passed }];
    }),
  );
}

/** What the latest run came to that tried the case. */
function latestOf(own: readonly Graded[]): LatestResult {
  const last = own.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
  const counted = own.filter((attempt) => attempt.run === last?.run);
  return {
    attempts: counted.length,
    passed: counted.reduce((sum, { value }) => sum + value, 0),
  };
}

/** Whether the last five subjects all passed a case, or all failed it; false under five. */
export function extremeOf(
  { subjects, matrix }: SuiteResults,
  index: number,
): { readonly isSaturated: boolean; readonly isFloor: boolean; readonly saturatedAt: Date | null } {
  const tried = subjects.flatMap((subject, row) => {
    const value = matrix[row]?.[index] ?? null;
    return value === null ? [] : [{ value, at: subject.firstAt }];
  });
  const last = tried.slice(-SATURATING_SUBJECTS);
  const isEnough = last.length === SATURATING_SUBJECTS;
  return {
    isSaturated: isEnough && last.every(({ value }) => value >= SATURATED),
    isFloor: isEnough && last.every(({ value }) => value <= FLOOR),
    saturatedAt: firstSaturation(tried),
  };
}

function firstSaturation(tried: readonly { readonly value: number; readonly at: Date }[]) {
  let row = 0;
  for (const { value, at } of tried.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    row = value >= SATURATED ? row + 1 : 0;
    if (row === SATURATING_SUBJECTS) return at;
  }
  return null;
}
