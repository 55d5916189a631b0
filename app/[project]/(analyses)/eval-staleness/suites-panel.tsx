import Link from "next/link";
import { IntervalDot } from "@/components/charts/interval-dot";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { formatPoints, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { VerdictMark } from "@/components/verdict-mark";
import type { EvalStalenessReport, SuiteReport } from "@/lib/analyses/eval-staleness/report";
import { HELP } from "./help";
import { suiteStatus } from "./prepare";

type SuitesPanelProps = {
  readonly slug: string;
  readonly report: EvalStalenessReport;
  readonly minFresh: number;
  readonly csvHref: string;
};

/** Every suite with its numbers. */
export function SuitesPanel({ slug, report, minFresh, csvHref }: SuitesPanelProps) {
  return (
    <Panel
      id="suites"
      title="Suites"
      note={`to be trusted, at least ${formatShare(minFresh)} of the cases have to be fresh`}
      help={HELP.suites}
      csvHref={csvHref}
    >
      <DataTable
        caption="Suites by name, and how well each stands for production"
        columns={[
          { id: "suite", title: "Suite", isWide: true },
          { id: "verdict", title: "Verdict" },
          { id: "cases", title: "Cases", isNumeric: true },
          {
            id: "fresh",
            title: "Fresh, %",
            meaning: "resembles production, and what it depends on is current",
          },
          {
            id: "coverage",
            title: "Covers",
            isNumeric: true,
            meaning:
              "share of production that some case resembles, by what as many cases drawn from production would cover",
          },
          { id: "pass", title: "Pass, %", isNumeric: true, meaning: "of the latest subject" },
          {
            id: "freshPass",
            title: "…where alike",
            isNumeric: true,
            meaning: "among cases that resemble production",
          },
          {
            id: "reweighted",
            title: "…as production",
            isNumeric: true,
            meaning: "each kind counted as often as it occurs in production",
          },
          {
            id: "gap",
            title: "Gap, points",
            isNumeric: true,
            meaning: "how much the suite flatters",
          },
          {
            id: "worth",
            title: "Worth, cases",
            isNumeric: true,
            meaning: "effective sample size as a sample of production",
          },
          { id: "halfLife", title: "Half-life, days", isNumeric: true },
        ]}
        rows={report.suites.map((suite) => ({
          id: suite.suite,
          cells: cellsOf(slug, suite, minFresh),
        }))}
      />
    </Panel>
  );
}

function cellsOf(slug: string, suite: SuiteReport, minFresh: number) {
  return {
    suite: <Link href={`/${slug}/evals/${encodeURIComponent(suite.suite)}`}>{suite.suite}</Link>,
    verdict: (
      <span title={suite.reasons.map(({ message }) => message).join("\n")}>
        <VerdictMark
          status={suiteStatus(suite)}
          word={suite.verdict === "insufficient" ? "cannot tell" : suite.verdict}
          isSmall
        />
      </span>
    ),
    cases: formatCount(suite.cases),
    fresh: <Fresh suite={suite} minFresh={minFresh} />,
    coverage:
      suite.normalisedCoverage === null ? UNKNOWN : `${suite.normalisedCoverage.toFixed(2)}×`,
    pass: percent(suite.rawPass),
    freshPass: percent(suite.freshPass),
    reweighted: percent(suite.reweightedPass),
    gap: <Gap suite={suite} />,
    worth: suite.effectiveCases === null ? UNKNOWN : suite.effectiveCases.toFixed(0),
    halfLife: halfLifeText(suite),
  };
}

const percent = (share: number | null) => (share === null ? UNKNOWN : (share * 100).toFixed(1));

function Fresh({ suite, minFresh }: { readonly suite: SuiteReport; readonly minFresh: number }) {
  const { freshShare, freshInterval, compared } = suite;
  if (freshShare === null || freshInterval === null) return UNKNOWN;
  const marks = [{ at: minFresh, name: `wanted: ${formatShare(minFresh)}` }];
  const label = `${formatShare(freshShare)} of ${compared} cases (${percent(freshInterval.low)}–${percent(freshInterval.high)})`;
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      <span style={{ minWidth: 40, textAlign: "right" }}>{percent(freshShare)}</span>
      <span style={{ width: 90 }}>
        <IntervalDot
          value={freshShare}
          {...freshInterval}
          axis={{ from: 0, to: 1 }}
          marks={marks}
          label={label}
        />
      </span>
    </span>
  );
}

function Gap({ suite: { gap } }: { readonly suite: SuiteReport }) {
  if (gap === null) return UNKNOWN;
  const interval = `${formatPoints(gap.low)} to ${formatPoints(gap.high)} points`;
  return <span title={interval}>{formatPoints(gap.points)}</span>;
}

function halfLifeText({ halfLifeDays, oldestDays }: SuiteReport): string {
  if (halfLifeDays !== null) return halfLifeDays.toFixed(0);
  return oldestDays === null ? UNKNOWN : `> ${oldestDays.toFixed(0)}`;
}
