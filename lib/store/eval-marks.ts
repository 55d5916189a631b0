import type { EvalSubject } from "@/lib/domain/evals/eval-run";
import { subjectKey, subjectLabel } from "@/lib/domain/evals/eval-run";
import type { MarkedAttempt } from "@/lib/domain/evals/merge-attempts";
import { type DecidingScore, verdictOfScores } from "@/lib/domain/evals/verdict-of-scores";
import { groupBy } from "@/lib/domain/group-by";
import { type AttemptFilter, filterValues, MARKED_TRACES } from "./attempt-filter";
import { type Database, poolOf } from "./database";

/** A trace that says which case it executes. */
type Mark = {
  readonly suite: string;
  readonly run: string;
  readonly case: string;
  readonly attempt: number | null;
  readonly traceId: string;
  readonly at: Date;
  readonly heardAt: Date;
  readonly hasFailed: boolean;
  readonly error: string | null;
  readonly model: string | null;
  readonly promptName: string | null;
  readonly promptVersion: string | null;
  /** The subject of the run, where the run was posted beside its traces. */
  readonly posted: EvalSubject | null;
};

/** The attempts that traces say they are, without what their cases said then. */
export async function loadMarkedAttempts(
  db: Database,
  projectId: number,
  filter: AttemptFilter,
): Promise<(Omit<MarkedAttempt, "contentHash"> & { readonly heardAt: Date })[]> {
  const marks = await loadMarks(db, projectId, filter);
  if (marks.length === 0) return [];
  const scores = await loadScoresOfMarks(db, projectId, filter);
  const subjects = subjectsOf(marks);
  return marks.map((mark) => {
    const subject = subjects.get(runOf(mark)) ?? NOBODY;
    const verdict = verdictOfScores(scores.get(mark.traceId) ?? []);
    const { suite, run, case: id, attempt, traceId, at, heardAt, error } = mark;
    return {
      ...{ suite, run, case: id, attempt, traceId, at, heardAt, error },
      // Without a verdict, what is known to have gone wrong has not passed; the rest is open.
      passed: verdict?.passed ?? (mark.hasFailed ? false : null),
      score: verdict?.value ?? null,
      subjectKey: subjectKey(subject),
      subjectLabel: subjectLabel(subject),
      model: subject.model,
      prompt: subject.prompt,
    };
  });
}

const NOBODY: EvalSubject = { model: null, prompt: null, config: null };
const runOf = (mark: Mark) => JSON.stringify([mark.suite, mark.run]);

async function loadMarks(db: Database, projectId: number, filter: AttemptFilter): Promise<Mark[]> {
  const { rows } = await poolOf(db).query<Mark>({
    text: `
      select t.eval_suite suite, t.run, t.eval_case "case", t.eval_attempt attempt,
        t.trace_id "traceId", t.started_at at, t.received_at "heardAt",
        (t.status = 'error' or t.outcome is not distinct from 'unusable') "hasFailed",
        t.error_message error, coalesce(t.model_served, t.model_requested) model, t.prompt_name "promptName",
        t.prompt_version "promptVersion",
        (select jsonb_build_object('model', r.model, 'prompt', r.prompt, 'config', r.config)
         from eval_run r
         where r.project_id = t.project_id and r.suite = t.eval_suite and r.run = t.run) posted
      ${MARKED_TRACES}`,
    values: [projectId, ...filterValues(filter)],
  });
  return rows;
}

async function loadScoresOfMarks(
  db: Database,
  projectId: number,
  filter: AttemptFilter,
): Promise<ReadonlyMap<string, DecidingScore[]>> {
  const { rows } = await poolOf(db).query<DecidingScore & { traceId: string }>({
    text: `
      select trace_id "traceId", score_id id, value, label, source, at
      from score
      where project_id = $1 and trace_id in (select t.trace_id ${MARKED_TRACES})`,
    values: [projectId, ...filterValues(filter)],
  });
  return groupBy(rows, (row) => row.traceId);
}

/** What each run evaluated: as posted, else what most of its traces say. */
function subjectsOf(marks: readonly Mark[]): ReadonlyMap<string, EvalSubject> {
  const byRun = groupBy(marks, runOf);
  return new Map(
    [...byRun].map(([run, own]) => [
      run,
      own[0]?.posted ?? {
        model: mostSaid(own.map((mark) => mark.model)),
        prompt: mostSaid(own.map(promptOf)),
        config: null,
      },
    ]),
  );
}

function promptOf({ promptName, promptVersion }: Mark): string | null {
  return promptName === null || promptVersion === null
    ? (promptName ?? promptVersion)
    : `${promptName}@${promptVersion}`;
}

/** Of equally many the first by name; null when none says. */
function mostSaid(texts: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const ordered = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return ordered[0]?.[0] ?? null;
}

/** Whether there are traces that name a run, so that a list of them can be led to. */
export async function hasMarkedTraces(
  db: Database,
  projectId: number,
  { suite, run }: { readonly suite: string; readonly run: string },
): Promise<boolean> {
  const where = { projectId, evalSuite: suite, evalRun: run, evalCase: { not: null } };
  return (await db.trace.findFirst({ where, select: { traceId: true } })) !== null;
}
