import Link from "next/link";
import { IntervalDot } from "@/components/charts/interval-dot";
import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { formatInterval, formatPoints, formatShare, formatTimes } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { VerdictMark } from "@/components/verdict-mark";
import { changeName } from "@/lib/analyses/branch-coverage/gate-conditions";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { ShiftReport } from "@/lib/analyses/branch-coverage/report-shape";
import { type AnalysisAddress, tracesHref } from "../traces-link";
import { BranchName } from "./branch-cells";
import styles from "./branch-coverage.module.css";
import { branchTerm } from "./branch-links";
import { HELP } from "./help";

type ShiftsPanelProps = {
  readonly slug: string;
  readonly report: BranchCoverageReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

const SHOWN = 30;

/** What the latest change did to how often branches fire. */
export function ShiftsPanel({ slug, report, address, csvHref }: ShiftsPanelProps) {
  const { change, shifts } = report;
  if (!change) {
    return (
      <Panel id="shifts" title="Since the latest change" help={HELP.shifts}>
        <p className={styles["muted"]}>
          No release or prompt version came up in this time range, and no change was posted (
          <code>POST /api/v1/changes</code>).
        </p>
      </Panel>
    );
  }
  const reach = Math.max(
    0.01,
    ...shifts.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]),
  );
  return (
    <Panel
      id="shifts"
      title={`Since ${changeName(change)}`}
      note={noteOf(report)}
      help={HELP.shifts}
      csvHref={csvHref}
    >
      {shifts.length === 0 ? (
        <p className={styles["muted"]}>
          Cannot tell yet: it takes 200 requests at a decision point on either side.
        </p>
      ) : (
        <DataTable
          caption="Branches by how much they shifted, what fires first"
          columns={[
            { id: "branch", title: "Branch", isWide: true },
            { id: "status", title: "Status" },
            { id: "before", title: "Before", isNumeric: true },
            { id: "after", title: "After", isNumeric: true },
            { id: "ratio", title: "Times", isNumeric: true },
            { id: "difference", title: "Points", isNumeric: true },
            { id: "picture", title: "95 % interval" },
            { id: "p", title: "Adjusted p", isNumeric: true },
          ]}
          rows={shifts.slice(0, SHOWN).map((shift) => ({
            id: shift.key,
            cells: shiftCells(shift, reach * 1.1, address, change.until),
          }))}
        />
      )}
      <Flows slug={slug} report={report} />
    </Panel>
  );
}

function noteOf({ change, shifts }: BranchCoverageReport): string {
  if (!change) return "";
  const [shift] = shifts;
  const counts = shift
    ? `${formatCount(shift.afterReached)} requests against ${formatCount(shift.beforeReached)} in the like hours before. `
    : "";
  const rule = change.isYoung
    ? "Less than a week old: fires when confidence sequences part."
    : "A week old: fires at p < 0.05.";
  return counts + rule;
}

function shiftCells(shift: ShiftReport, reach: number, address: AnalysisAddress, until: Date) {
  const { key, label, before, after, difference, low, high, adjustedP, since } = shift;
  const words = `${formatPoints(difference)} points (${formatInterval(low, high)})`;
  return {
    branch: <BranchName label={label} branchKey={key} />,
    status: <ShiftMark shift={shift} />,
    before: (
      <span title={`${formatCount(shift.beforeHits)} of ${formatCount(shift.beforeReached)}`}>
        {formatShare(before)}
      </span>
    ),
    after: (
      <Link
        href={tracesHref(address, [branchTerm(key)], { from: since, to: until })}
        prefetch={false}
        title={`${formatCount(shift.afterHits)} of ${formatCount(shift.afterReached)}`}
      >
        {formatShare(after)}
      </Link>
    ),
    ratio: (
      <span title={`${formatTimes(shift.riskRatioLow)}–${formatTimes(shift.riskRatioHigh)}`}>
        {shift.riskRatio.toFixed(1)}
      </span>
    ),
    difference: formatPoints(difference),
    picture: (
      <span className={styles["dots"]}>
        <IntervalDot
          value={difference}
          low={low}
          high={high}
          axis={{ from: -reach, to: reach }}
          marks={[{ at: 0, name: "no change" }]}
          label={words}
        />
      </span>
    ),
    p: adjustedP < 0.0001 ? "< 0.0001" : adjustedP.toFixed(4),
  };
}

function ShiftMark({ shift }: { readonly shift: ShiftReport }) {
  const { firing, isMaterial, adjustedP } = shift;
  if (firing) return <VerdictMark status="broken" word="shifted" isSmall />;
  const isLikely = isMaterial && adjustedP < 0.05;
  if (isLikely) return <VerdictMark status="watch" word="not certain yet" isSmall />;
  return <VerdictMark status="ok" word="steady" isSmall />;
}

const SHOWN_FLOWS = 8;

/** The same questions, asked before and after. */
function Flows({ slug, report }: Pick<ShiftsPanelProps, "slug" | "report">) {
  const { flows } = report;
  if (flows.length === 0) return null;
  return (
    <>
      <h3 className={styles["subtitle"]}>The same question, another branch</h3>
      <ul className={styles["flows"]}>
        {flows
          .slice(0, SHOWN_FLOWS)
          .map(({ point, from, to, questions, beforeTrace, afterTrace }) => (
            <li key={`${point} ${from} ${to}`}>
              <code>{point}</code>: <code>{from}</code> → <code>{to}</code>,{" "}
              {formatCount(questions)} {questions === 1 ? "question" : "questions"}{" "}
              <Link
                href={`/${slug}/trace-diff?${new URLSearchParams({ a: beforeTrace, b: afterTrace })}`}
                prefetch={false}
              >
                compare two runs
              </Link>
            </li>
          ))}
      </ul>
    </>
  );
}
