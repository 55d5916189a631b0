import { textOfContent } from "@/lib/domain/evals/content-text";
import type { CaseDependencies } from "@/lib/domain/evals/eval-case";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadCaseReviews } from "@/lib/store/eval-case-history";
import { loadCasePage } from "@/lib/store/eval-case-list";
import type { TierMixTable as Table } from "../../../(analyses)/tier-mix/tables";
import { loadRunRows } from "../../load-run-rows";
import { caseFilterOf } from "../case-filter";

type Asked = {
  readonly projectId: number;
  readonly suite: string;
  readonly search: URLSearchParams;
};

/** More rows than a spreadsheet opens are cut. */
const MOST = 1_000_000;
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** The tables of a suite's pages, unrounded. Cases have the columns that `import-evals` reads. */
export const SUITE_TABLES: Readonly<Record<string, (asked: Asked) => Promise<Table>>> = {
  cases: async ({ projectId, suite, search }) => {
    const asked = { ...caseFilterOf(search), skip: 0, limit: MOST };
    const { rows } = await loadCasePage(db, projectId, suite, asked);
    const tools = [
      ...new Set(rows.flatMap((row) => Object.keys(row.dependsOn.tools ?? {}))),
    ].sort();
    return {
      header: [
        ...["id", "input", "expected", "intent", "tags", "createdAt", "curator", "sourceTraceId"],
        ...["lastVerifiedAt", "verifiedBy", "dependsOn.corpus", "dependsOn.policy"],
        ...["dependsOn.prompt", ...tools.map((tool) => `dependsOn.tools.${tool}`), "branches"],
      ],
      rows: rows.map((row) => [
        row.id,
        textOfContent(row.input),
        textOfContent(row.expected),
        row.intent,
        row.tags.join(";"),
        iso(row.createdAt),
        row.curator,
        row.sourceTraceId,
        iso(row.lastVerifiedAt),
        row.verifiedBy,
        ...dependencyCells(row.dependsOn, tools),
        row.branches.join(";"),
      ]),
    };
  },
  runs: async ({ projectId, suite }) => ({
    header: [
      ...["run", "subject", "startedAt", "origin", "attempts", "judged", "passed", "share"],
      ...["low", "high", "cases", "failedCases", "flakyCases", "graderErrors"],
    ],
    rows: (await loadRunRows(db, projectId, { suite, limit: MOST })).map((run) => [
      run.run,
      run.subjectLabel,
      iso(run.startedAt),
      run.isPosted ? "posted" : "traces",
      run.attempts,
      run.rate.judged,
      run.rate.passed,
      run.rate.share,
      run.rate.low,
      run.rate.high,
      run.rate.cases,
      run.outcomes.failed,
      run.outcomes.flaky,
      run.graderErrors,
    ]),
  }),
  results: async ({ projectId, suite, search }) => {
    const run = search.get("run");
    const filter = { suites: [suite], ...(run === null ? {} : { runs: [run] }) };
    return {
      header: ["run", "case", "attempt", "passed", "score", "traceId", "error", "contentHash"],
      rows: (await loadEvalAttempts(db, projectId, filter)).map((row) => [
        ...[row.run, row.case, row.attempt, row.passed, row.score, row.traceId, row.error],
        row.contentHash,
      ]),
    };
  },
  reviews: async ({ projectId, suite }) => ({
    header: ["at", "case", "action", "by", "reason"],
    rows: (await loadCaseReviews(db, projectId, suite, { limit: MOST })).map((row) => [
      ...[iso(row.at), row.case, row.action, row.by, row.reason],
    ]),
  }),
};

function dependencyCells(dependsOn: CaseDependencies, tools: readonly string[]) {
  return [
    dependsOn.corpus ?? null,
    dependsOn.policy ?? null,
    dependsOn.prompt ?? null,
    ...tools.map((tool) => dependsOn.tools?.[tool] ?? null),
  ];
}
