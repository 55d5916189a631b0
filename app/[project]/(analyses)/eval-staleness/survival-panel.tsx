import { Panel } from "@/components/panel";
import type { EvalStalenessReport, SuiteReport } from "@/lib/analyses/eval-staleness/report";
import styles from "./eval-staleness.module.css";
import { HELP } from "./help";

type SurvivalPanelProps = { readonly report: EvalStalenessReport; readonly csvHref: string };

/** How long cases live. */
export function SurvivalPanel({ report, csvHref }: SurvivalPanelProps) {
  return (
    <Panel
      id="survival"
      title="How long cases live"
      note="share of cases that still tell something, by age in days"
      help={HELP.survival}
      csvHref={csvHref}
    >
      <div className={styles["lives"]}>
        {report.suites.map((suite) => (
          <figure key={suite.suite}>
            <figcaption>
              <strong title={suite.suite}>{suite.suite}</strong>
              <span className={styles["lifeText"]}>{lifeText(suite)}</span>
            </figcaption>
            <SurvivalCurve suite={suite} />
            <p className={styles["lifeText"]}>{deathText(suite)}</p>
          </figure>
        ))}
      </div>
    </Panel>
  );
}

function lifeText({ halfLifeDays, exponentialLife, oldestDays }: SuiteReport): string {
  if (halfLifeDays !== null) return `half are dead after ${halfLifeDays.toFixed(0)} days`;
  const bound = exponentialLife
    ? `; at least ${exponentialLife.low.toFixed(0)} days at a constant rate`
    : "";
  return `more than half live after ${(oldestDays ?? 0).toFixed(0)} days${bound}`;
}

function deathText({ deaths, exponentialLife }: SuiteReport): string {
  const { not_in_production: gone, dependency_moved: moved, saturated } = deaths;
  const counts = `${gone} left production, ${moved} by a dependency, ${saturated} saturated`;
  if (exponentialLife?.halfLifeDays == null) return counts;
  const { halfLifeDays, low, high } = exponentialLife;
  const to = high === null ? "" : `–${high.toFixed(0)}`;
  return `${counts}; at a constant rate ${halfLifeDays.toFixed(0)} days (${low.toFixed(0)}${to})`;
}

const WIDTH = 240;
const HEIGHT = 72;

/** Kaplan and Meier's steps, from everything alive down. */
function SurvivalCurve({ suite: { survival, oldestDays } }: { readonly suite: SuiteReport }) {
  const end = Math.max(1, oldestDays ?? 0, survival.at(-1)?.days ?? 0);
  const x = (days: number) => ((days / end) * WIDTH).toFixed(1);
  const y = (share: number) => ((1 - share) * (HEIGHT - 2) + 1).toFixed(1);
  const steps = survival.map(({ days, survival: share }) => `H${x(days)}V${y(share)}`).join("");
  const last = survival.at(-1)?.survival ?? 1;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Of all cases ${(last * 100).toFixed(0)} % live after ${end.toFixed(0)} days`}
    >
      <line x2={WIDTH} y1={y(0.5)} y2={y(0.5)} className={styles["half"]} />
      <line x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={styles["base"]} />
      <path d={`M0 ${y(1)}${steps}H${WIDTH}`} className={styles["curve"]} />
    </svg>
  );
}
