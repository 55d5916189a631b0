import Link from "next/link";
import type { ReactNode } from "react";
import { BudgetBar } from "@/components/charts/budget-bar";
import { IntervalDot } from "@/components/charts/interval-dot";
import { DataTable } from "@/components/data-table";
import { formatTarget } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { VerdictMark } from "@/components/verdict-mark";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { HELP } from "./help";
import { ObjectiveDialog } from "./objective-dialog";
import type { AlertView, ObjectiveView } from "./prepare-objectives";
import { RemoveObjective } from "./remove-objective";
import styles from "./tier-mix.module.css";

type ObjectivesPanelProps = {
  readonly slug: string;
  readonly report: TierMixReport;
  readonly views: readonly ObjectiveView[];
  readonly feature: string | null;
  readonly csvHref: string;
};

/** What the mix is held to, and how much of each budget is gone. */
export function ObjectivesPanel({ slug, report, views, feature, csvHref }: ObjectivesPanelProps) {
  const tiers = report.tiers.map(({ tier }) => tier);
  return (
    <Panel
      id="objectives"
      title="Objectives"
      help={HELP.objectives}
      csvHref={csvHref}
      action={<ObjectiveDialog slug={slug} tiers={tiers} feature={feature} initial={null} />}
    >
      {views.length === 0 ? (
        <p className={styles["muted"]}>
          No objective is set{feature === null ? "" : ` for ${feature}`}. A floor on the primary
          tier is the usual first one.
        </p>
      ) : null}
      {views.map((view, index) => {
        const objective = report.objectives[index];
        return (
          <Objective key={view.name} view={view}>
            {objective === undefined ? null : (
              <ObjectiveDialog slug={slug} tiers={tiers} feature={feature} initial={objective} />
            )}
            <RemoveObjective slug={slug} name={view.name} />
          </Objective>
        );
      })}
    </Panel>
  );
}

type ObjectiveProps = { readonly view: ObjectiveView; readonly children: ReactNode };

function Objective({ view, children }: ObjectiveProps) {
  const { achieved, target } = view;
  return (
    <section className={styles["objective"]} aria-label={`Objective ${view.name}`}>
      <header className={styles["objectiveHead"]}>
        <VerdictMark status={view.status} word={view.word} isSmall />
        {view.alertWord === null ? null : (
          <VerdictMark status="broken" word={view.alertWord} isSmall />
        )}
        <h3>{view.name}</h3>
        <span className={styles["terms"]}>{view.terms}</span>
        <span className={styles["push"]}>{children}</span>
      </header>
      <div className={styles["objectiveBody"]}>
        <div>
          <BudgetBar spent={view.spent} text={view.spentText} />
          <dl className={styles["facts"]}>
            <dt>Share over this range</dt>
            <dd>
              <Link href={view.href} prefetch={false}>
                {view.achievedText}
              </Link>
            </dd>
            {view.facts.map(({ name, value }) => [
              <dt key={`${name} name`}>{name}</dt>,
              <dd key={name}>{value}</dd>,
            ])}
          </dl>
          {achieved === null ? null : (
            <IntervalDot
              {...achieved}
              axis={axisAround(achieved, target)}
              marks={[{ at: target, name: `objective ${formatTarget(target)}` }]}
              hasEnds
            />
          )}
        </div>
        <BurnTable name={view.name} alerts={view.alerts} />
      </div>
    </section>
  );
}

/** An axis with a little room around the interval and the objective. */
function axisAround(
  { low, high }: { readonly low: number; readonly high: number },
  target: number,
) {
  const [from, to] = [Math.min(low, target), Math.max(high, target)];
  const room = Math.max(0.005, (to - from) * 0.15);
  return { from: Math.max(0, from - room), to: Math.min(1, to + room) };
}

type BurnTableProps = { readonly name: string; readonly alerts: readonly AlertView[] };

function BurnTable({ name, alerts }: BurnTableProps) {
  const unreachable = alerts.find(({ note }) => note !== "")?.note;
  return (
    <div>
      <DataTable
        caption={`Burn of ${name} in four pairs of windows`}
        columns={[
          { id: "windows", title: "Windows" },
          { id: "severity", title: "Tells by" },
          { id: "burn", title: "Burn long / short", isNumeric: true },
          {
            id: "factor",
            title: "Fires above",
            isNumeric: true,
            meaning: "Burn that both windows must exceed",
          },
          {
            id: "threshold",
            title: "Bad share",
            isNumeric: true,
            meaning: "Share of bad requests at which it fires",
          },
          { id: "state", title: "State" },
        ]}
        rows={alerts.map((alert) => ({
          id: alert.id,
          cells: {
            windows: alert.windows,
            severity: alert.severity,
            burn: `${alert.burnLong} / ${alert.burnShort}`,
            factor: alert.note === "" ? alert.factor : <s title={alert.note}>{alert.factor}</s>,
            threshold: alert.threshold,
            state: alert.isFiring ? <span className={styles["firing"]}>firing</span> : "quiet",
          },
        }))}
      />
      {unreachable === undefined ? null : (
        <p className={styles["footnote"]}>{`Struck out: ${unreachable}.`}</p>
      )}
    </div>
  );
}
