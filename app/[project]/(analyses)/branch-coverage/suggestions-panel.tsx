import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { SuggestionReport } from "@/lib/analyses/branch-coverage/report-shape";
import { parseBranchKey } from "@/lib/domain/branches/branch-key";
import styles from "./branch-coverage.module.css";
import { HELP } from "./help";
import { MakeCaseDialog } from "./make-case-dialog";

type SuggestionsPanelProps = {
  readonly slug: string;
  readonly report: BranchCoverageReport;
  readonly suites: readonly string[];
  readonly csvHref: string;
};

/** Which traces to make cases of first. */
export function SuggestionsPanel({ slug, report, suites, csvHref }: SuggestionsPanelProps) {
  const { suggestions } = report;
  if (suggestions.length === 0) return null;
  return (
    <Panel
      id="suggestions"
      title="Cases that would cover most"
      note="Production traces, each for what it adds to those above it"
      help={HELP.suggestions}
      csvHref={csvHref}
    >
      <DataTable
        caption="Suggested traces, what adds most first"
        columns={[
          { id: "trace", title: "Trace" },
          { id: "asked", title: "Asked" },
          { id: "gains", title: "Adds", isWide: true },
          { id: "weight", title: "Requests × severity", isNumeric: true },
          { id: "action", title: "" },
        ]}
        rows={suggestions.map((suggestion) => ({
          id: suggestion.traceId,
          cells: {
            trace: (
              <Link
                href={`/${slug}/traces/${suggestion.traceId}`}
                prefetch={false}
                className={styles["trace"]}
              >
                {suggestion.traceId.slice(0, 8)}
              </Link>
            ),
            asked: suggestion.preview ?? UNKNOWN,
            gains: <Gains gains={suggestion.gains} />,
            weight: formatCount(Math.round(suggestion.weight)),
            action: <MakeCase slug={slug} suggestion={suggestion} suites={suites} />,
          },
        }))}
      />
    </Panel>
  );
}

const SHOWN = 2;

function Gains({ gains }: Pick<SuggestionReport, "gains">) {
  const shown = gains.slice(0, SHOWN).join("; ");
  const rest = gains.length - SHOWN;
  return (
    <span title={gains.join("\n")}>
      {shown}
      {rest > 0 ? ` and ${rest} more` : ""}
    </span>
  );
}

type MakeCaseProps = Pick<SuggestionsPanelProps, "slug" | "suites"> & {
  readonly suggestion: SuggestionReport;
};

function MakeCase({ slug, suggestion, suites }: MakeCaseProps) {
  const [first = ""] = suggestion.gains;
  const last = first.split(/ ⟶ | ≈ /).at(-1) ?? first;
  return (
    <MakeCaseDialog
      slug={slug}
      traceId={suggestion.traceId}
      branches={suggestion.branchIds}
      expected={parseBranchKey(last).branch}
      suites={suites}
    />
  );
}
