import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import type { StoredCase } from "@/lib/domain/evals/eval-case";
import { caseOutcome, passRateOf } from "@/lib/domain/evals/pass-rate";
import { groupBy } from "@/lib/domain/group-by";
import { inputPreview } from "@/lib/domain/preview";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadCaseFacets, loadCasePage } from "@/lib/store/eval-case-list";
import { CaseStatusMark } from "../case-status-mark";
import { caseHref, exportHref, runHref } from "../eval-address";
import styles from "../evals.module.css";
import { HELP } from "../help";
import { NameLink } from "../links";
import { OutcomeMark } from "../outcome-mark";
import { PageLinks, skipOf } from "../page-links";
import { caseFilterOf } from "./case-filter";
import { CaseFilters } from "./case-filters";
import type { TabProps } from "./tab-props";

const PAGE_ROWS = 50;

/** The cases of a suite as they stand, narrowed and page by page. */
export async function CasesTab({ slug, projectId, suite, search, now }: TabProps) {
  const params = new URLSearchParams(search);
  const filter = caseFilterOf(params);
  const skip = skipOf(params);
  const [page, facets] = await Promise.all([
    loadCasePage(db, projectId, suite, { ...filter, skip, limit: PAGE_ROWS }),
    loadCaseFacets(db, projectId, suite),
  ]);
  const attempts = await loadEvalAttempts(db, projectId, {
    suites: [suite],
    cases: page.rows.map(({ id }) => id),
  });
  const byCase = groupBy(attempts, (attempt) => attempt.case);
  params.delete("tab");
  params.delete("skip");
  return (
    <Panel
      id="cases"
      title="Cases"
      help={HELP.cases}
      csvHref={exportHref(slug, suite, "cases", Object.fromEntries(params))}
    >
      <CaseFilters facets={facets} filter={filter} search={search} />
      {page.total === 0 ? (
        <p className={styles["muted"]}>
          {facets.length === 0
            ? "No case of this suite was posted; npx tidemark import-evals cases.csv --suite … sends them."
            : "No case is like that. Take a filter out."}
        </p>
      ) : (
        <DataTable
          caption="Cases of the suite by id"
          columns={COLUMNS}
          rows={page.rows.map((row) => ({
            id: row.id,
            cells: cellsOf(row, byCase.get(row.id) ?? [], { slug, now }),
          }))}
        />
      )}
      <PageLinks
        skip={skip}
        shown={page.rows.length}
        total={page.total}
        pageSize={PAGE_ROWS}
        search={search}
      />
    </Panel>
  );
}

const COLUMNS = [
  { id: "case", title: "Case" },
  { id: "status", title: "Status" },
  { id: "latest", title: "Latest outcome", meaning: "In the latest run that tried it" },
  { id: "rate", title: "Passed, all runs", isNumeric: true, meaning: "Of its judged attempts" },
  { id: "attempts", title: "Attempts", isNumeric: true },
  { id: "intent", title: "Intent" },
  { id: "tags", title: "Tags" },
  { id: "input", title: "Input", isWide: true },
  { id: "edited", title: "Edited" },
  { id: "verified", title: "Verified" },
] as const;

function cellsOf(
  row: StoredCase,
  attempts: readonly EvalAttemptRow[],
  { slug, now }: { readonly slug: string; readonly now: string },
) {
  const rate = passRateOf(attempts);
  const time = (at: Date) => <RelativeTime at={at.toISOString()} now={now} />;
  return {
    case: <NameLink href={caseHref(slug, row.suite, row.id)} name={row.id} />,
    status: <CaseStatusMark status={row.status} />,
    latest: <LatestOutcome slug={slug} attempts={attempts} />,
    rate: formatShare(rate.share),
    attempts: formatCount(attempts.length),
    intent: row.intent ?? UNKNOWN,
    tags: row.tags.join(", ") || UNKNOWN,
    input: inputPreview(row.input) ?? UNKNOWN,
    edited: time(row.editedAt),
    verified: row.lastVerifiedAt ? time(row.lastVerifiedAt) : "never",
  };
}

type LatestOutcomeProps = { readonly slug: string; readonly attempts: readonly EvalAttemptRow[] };

function LatestOutcome({ slug, attempts }: LatestOutcomeProps) {
  const latest = attempts.reduce<EvalAttemptRow | null>(
    (found, row) => (found === null || row.at > found.at ? row : found),
    null,
  );
  if (latest === null) return UNKNOWN;
  const own = attempts.filter(({ run }) => run === latest.run);
  const { passed, judged } = passRateOf(own);
  return (
    <Link href={runHref(slug, latest.suite, latest.run)} prefetch={false} title={latest.run}>
      <OutcomeMark
        outcome={caseOutcome(own)}
        {...(judged > 1 ? { count: `${passed} of ${judged}` } : {})}
      />
    </Link>
  );
}
