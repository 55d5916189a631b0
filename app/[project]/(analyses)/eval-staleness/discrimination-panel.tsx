import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import type { EvalStalenessReport, SuiteReport } from "@/lib/analyses/eval-staleness/report";
import { CaseStrip } from "./case-strip";
import styles from "./eval-staleness.module.css";
import { HELP } from "./help";

type DiscriminationPanelProps = {
  readonly slug: string;
  readonly report: EvalStalenessReport;
  readonly csvHref: string;
};

/** What suites can still tell of those who take them. */
export function DiscriminationPanel({ slug, report, csvHref }: DiscriminationPanelProps) {
  return (
    <Panel
      id="discrimination"
      title="Can it tell models apart?"
      note="a case that everybody passes, or nobody, says nothing of the next model"
      help={HELP.discrimination}
      csvHref={csvHref}
    >
      <DataTable
        caption="Suites by name, and what they can tell of the subjects they were run with"
        columns={[
          { id: "suite", title: "Suite", isWide: true },
          {
            id: "subjects",
            title: "Subjects",
            isNumeric: true,
            meaning: "model, prompt and config that it was run with",
          },
          {
            id: "resolution",
            title: "Shows from, points",
            isNumeric: true,
            meaning: "smallest difference of pass rates it can show",
          },
          { id: "spread", title: "Last 5 apart, points", isNumeric: true },
          {
            id: "saturated",
            title: "Saturated",
            isNumeric: true,
            meaning: "cases that each of the last 5 subjects passed",
          },
          {
            id: "floor",
            title: "Floor",
            isNumeric: true,
            meaning: "cases that each of the last 5 subjects failed",
          },
          {
            id: "suspect",
            title: "Suspect",
            isNumeric: true,
            meaning: "cases that better subjects fail more often: look at what they expect",
          },
          {
            id: "attempts",
            title: "Always · flaky · never",
            isNumeric: true,
            meaning: "cases by the attempts of the latest subject",
          },
        ]}
        rows={report.suites.map((suite) => ({ id: suite.suite, cells: cellsOf(suite) }))}
      />
      <h3 className={styles["subtitle"]}>
        Cases by age and by when they last told two subjects apart
      </h3>
      <CaseStrip slug={slug} cases={report.cases} now={report.computedAt} />
    </Panel>
  );
}

function cellsOf({ suite, discrimination }: SuiteReport) {
  const { subjects, resolution, spread, saturated, floor, suspect } = discrimination;
  const { always, flaky, never } = discrimination;
  const points = (share: number | null) => (share === null ? UNKNOWN : (share * 100).toFixed(1));
  return {
    suite,
    subjects: formatCount(subjects),
    resolution: points(resolution),
    spread: points(spread),
    saturated: subjects < 5 ? UNKNOWN : formatCount(saturated),
    floor: subjects < 5 ? UNKNOWN : formatCount(floor),
    suspect: subjects < 8 ? UNKNOWN : formatCount(suspect),
    attempts: subjects === 0 ? UNKNOWN : `${always} · ${flaky} · ${never}`,
  };
}
