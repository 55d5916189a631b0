import { textOfContent } from "@/lib/domain/evals/content-text";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadCaseReviews } from "@/lib/store/eval-case-history";
import { loadCasePage } from "@/lib/store/eval-case-list";
import { type Table, table } from "../../../(analyses)/table-csv";
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

/** The tables of a suite's pages by name, unrounded. */
export const SUITE_TABLES: Readonly<Record<string, (asked: Asked) => Promise<Table>>> = {
  cases: caseTable,
  runs: async ({ projectId, suite }) =>
    table(await loadRunRows(db, projectId, { suite, limit: MOST }), {
      run: (row) => row.run,
      subject: (row) => row.subjectLabel,
      startedAt: (row) => iso(row.startedAt),
      origin: (row) => (row.isPosted ? "posted" : "traces"),
      attempts: (row) => row.attempts,
      judged: (row) => row.rate.judged,
      passed: (row) => row.rate.passed,
      share: (row) => row.rate.share,
      low: (row) => row.rate.low,
      high: (row) => row.rate.high,
      cases: (row) => row.rate.cases,
      failedCases: (row) => row.outcomes.failed,
      flakyCases: (row) => row.outcomes.flaky,
      graderErrors: (row) => row.graderErrors,
    }),
  results: async ({ projectId, suite, search }) => {
    const run = search.get("run");
    const filter = { suites: [suite], ...(run === null ? {} : { runs: [run] }) };
    return table(await loadEvalAttempts(db, projectId, filter), {
      run: (row) => row.run,
      case: (row) => row.case,
      attempt: (row) => row.attempt,
      passed: (row) => row.passed,
      score: (row) => row.score,
      traceId: (row) => row.traceId,
      error: (row) => row.error,
      contentHash: (row) => row.contentHash,
    });
  },
  reviews: async ({ projectId, suite }) =>
    table(await loadCaseReviews(db, projectId, suite, { limit: MOST }), {
      at: (row) => iso(row.at),
      case: (row) => row.case,
      action: (row) => row.action,
      by: (row) => row.by,
      reason: (row) => row.reason,
    }),
};

/** The columns that `import-evals` reads, so that a suite can be taken along. */
async function caseTable({ projectId, suite, search }: Asked): Promise<Table> {
  const asked = { ...caseFilterOf(search), skip: 0, limit: MOST };
  const { rows } = await loadCasePage(db, projectId, suite, asked);
  const tools = [...new Set(rows.flatMap((row) => Object.keys(row.dependsOn.tools ?? {})))].sort();
  return table(rows, {
    id: (row) => row.id,
    input: (row) => textOfContent(row.input),
    expected: (row) => textOfContent(row.expected),
    intent: (row) => row.intent,
    tags: (row) => row.tags.join(";"),
    createdAt: (row) => iso(row.createdAt),
    curator: (row) => row.curator,
    sourceTraceId: (row) => row.sourceTraceId,
    lastVerifiedAt: (row) => iso(row.lastVerifiedAt),
    verifiedBy: (row) => row.verifiedBy,
    "dependsOn.corpus": (row) => row.dependsOn.corpus ?? null,
    "dependsOn.policy": (row) => row.dependsOn.policy ?? null,
    "dependsOn.prompt": (row) => row.dependsOn.prompt ?? null,
    ...Object.fromEntries(
      tools.map((tool) => [
        `dependsOn.tools.${tool}`,
        (row: (typeof rows)[number]) => row.dependsOn.tools?.[tool] ?? null,
      ]),
    ),
    branches: (row) => row.branches.join(";"),
  });
}
