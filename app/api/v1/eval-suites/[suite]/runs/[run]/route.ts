import { requireReader } from "@/app/require-reader";
import { parsePathName } from "@/app/take-posting";
import { passRateOf } from "@/lib/domain/evals/pass-rate";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadRunList } from "@/lib/store/eval-run-list";
import { findEvalRun } from "@/lib/store/eval-runs";

type Context = { params: Promise<{ suite: string; run: string }> };

/** A run with every attempt, whether it was posted or its traces say so themselves. */
export const GET = route(async (request, { params }: Context) => {
  const given = await params;
  const suite = parsePathName("suite", given.suite);
  const run = parsePathName("run", given.run);
  const { projectId } = await requireReader(request, new Date());
  const [[listed], posted, attempts] = await Promise.all([
    loadRunList(db, projectId, { suite, run, limit: 1 }),
    findEvalRun(db, projectId, suite, run),
    loadEvalAttempts(db, projectId, { suites: [suite], runs: [run] }),
  ]);
  if (!listed) throw new AppError("not_found", `No run "${run}" of the suite "${suite}"`);
  const { model = null, prompt = null } = attempts[0] ?? {};
  return {
    suite,
    run,
    subject: posted?.subject ?? { model, prompt, config: null },
    startedAt: listed.startedAt,
    isPosted: listed.isPosted,
    suiteVersion: posted?.suiteVersion ?? null,
    passRate: passRateOf(attempts),
    results: attempts.map((row) => ({
      case: row.case,
      attempt: row.attempt,
      passed: row.passed,
      score: row.score,
      traceId: row.traceId,
      error: row.error,
      contentHash: row.contentHash,
      origin: row.origin,
    })),
  };
});
