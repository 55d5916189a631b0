import { Waterfall } from "@/components/charts/waterfall";
import { DataTable } from "@/components/data-table";
import { formatPoints } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { dayText } from "./day-text";
import { HELP } from "./help";
import styles from "./tier-mix.module.css";

type StepsPanelProps = { readonly report: TierMixReport; readonly csvHref: string };

const UNATTRIBUTED = "unattributed";

/** Which changes took the primary tier's share from where it was to where it is. */
export function StepsPanel({ report, csvHref }: StepsPanelProps) {
  const { waterfall, asOf } = report;
  if (waterfall === null) {
    return (
      <Panel id="steps" title="Steps" help={HELP.steps}>
        <p className={styles["muted"]}>It takes two days with requests to see a step.</p>
      </Panel>
    );
  }
  const { tier, start, end, entries } = waterfall;
  const steps = entries.map(({ at, title, delta }, index) => ({
    id: `${index}`,
    when: dayText(at, asOf),
    title: title ?? UNATTRIBUTED,
    delta,
    isUnexplained: title === null,
  }));
  return (
    <Panel
      id="steps"
      title={`Steps of ${tier}`}
      note={`${formatPoints(end - start)} points over this range, step by step`}
      help={HELP.steps}
      csvHref={csvHref}
      table={<StepTable steps={steps} />}
    >
      {steps.length === 0 ? (
        <p className={styles["muted"]}>The share kept its level; days differ by chance only.</p>
      ) : null}
      <Waterfall
        startName="first level"
        start={start}
        endName="last level"
        end={end}
        steps={steps}
      />
    </Panel>
  );
}

type Step = {
  readonly id: string;
  readonly when: string;
  readonly title: string;
  readonly delta: number;
};

function StepTable({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <DataTable
      caption="Steps, oldest first"
      columns={[
        { id: "when", title: "First day" },
        { id: "title", title: "Change", isWide: true },
        { id: "delta", title: "Points", isNumeric: true },
      ]}
      rows={steps.map(({ id, when, title, delta }) => ({
        id,
        cells: { when, title, delta: formatPoints(delta) },
      }))}
    />
  );
}
