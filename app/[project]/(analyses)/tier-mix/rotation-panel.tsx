import { IntervalDot } from "@/components/charts/interval-dot";
import { LimitPath } from "@/components/charts/limit-path";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { formatInterval, formatPoints, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { type Verdict, VerdictMark } from "@/components/verdict-mark";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { CusumReport } from "@/lib/analyses/tier-mix/report-shape";
import { dayText } from "./day-text";
import { FreezeDialog } from "./freeze-dialog";
import { HELP } from "./help";
import styles from "./tier-mix.module.css";

type RotationPanelProps = {
  readonly slug: string;
  readonly report: TierMixReport;
  readonly feature: string | null;
  readonly csvHref: string;
};

const STATUS: Readonly<Record<string, readonly [Verdict, string]>> = {
  ok: ["ok", "where it was"],
  warn: ["watch", "moved"],
  slow_rotation: ["watch", "slow rotation"],
  no_baseline: ["unknown", "no usable reference"],
};

/** Whether the mix has moved away from the one that was agreed on, however slowly. */
export function RotationPanel({ slug, report, feature, csvHref }: RotationPanelProps) {
  const { reference, rotation } = report;
  const [status, word] = STATUS[rotation.status ?? ""] ?? ["unknown", "no requests in 7 days"];
  return (
    <Panel
      id="rotation"
      title="Slow rotation"
      help={HELP.rotation}
      csvHref={csvHref}
      action={<FreezeDialog slug={slug} feature={feature} />}
    >
      {reference === null ? (
        <p className={styles["muted"]}>
          No reference is frozen, so a mix that moves a little every week cannot be told from one
          that was always so. Choose a window in which the mix was as it should be.
        </p>
      ) : (
        <div className={styles["rotation"]}>
          <div>
            <VerdictMark status={status} word={word} isSmall />
            <Distance report={report} />
            <Reference reference={reference} report={report} />
          </div>
          <div>
            <Paths cusum={rotation.cusum} asOf={report.asOf} />
            <div className={styles["spaced"]}>
              <Trend report={report} />
            </div>
          </div>
        </div>
      )}
    </Panel>
  );
}

function Distance({ report: { rotation } }: { readonly report: TierMixReport }) {
  const { tvd, low, high, daysToBreach } = rotation;
  return (
    <>
      <dl className={styles["facts"]}>
        <dt>Distance of the last 7 days</dt>
        <dd>
          {tvd === null
            ? UNKNOWN
            : `${(tvd * 100).toFixed(1)} points (${formatInterval(low, high)})`}
        </dd>
        <dt>First objective missed in</dt>
        <dd>{breachText(daysToBreach)}</dd>
      </dl>
      {tvd === null || low === null || high === null ? null : (
        <IntervalDot
          value={tvd}
          low={low}
          high={high}
          axis={{ from: 0, to: Math.max(0.08, high * 1.1) }}
          hasEnds
          marks={[
            { at: 0.02, name: "warn at 2 points" },
            { at: 0.05, name: "far at 5 points" },
          ]}
        />
      )}
    </>
  );
}

function breachText(days: number | null): string {
  if (days === null) return "not at this slope";
  return days === 0 ? "missed already" : `${Math.ceil(days)} days`;
}

type ReferenceProps = {
  readonly reference: NonNullable<TierMixReport["reference"]>;
  readonly report: TierMixReport;
};

function Reference({ reference, report }: ReferenceProps) {
  const { window, reason, approvedBy, frozenAt, days, requests } = reference;
  const { asOf, tiers } = report;
  const lastDay = new Date(window.to.getTime() - 1);
  return (
    <>
      <h3 className={styles["subtitle"]}>Reference</h3>
      <dl className={styles["facts"]}>
        <dt>Window</dt>
        <dd>{`${dayText(window.from, asOf)} – ${dayText(lastDay, asOf)}`}</dd>
        <dt>Holds</dt>
        <dd>{`${days} days, ${formatCount(requests)} requests`}</dd>
        {tiers.map(({ tier, referenceShare }) => [
          <dt key={`${tier} name`}>{tier}</dt>,
          <dd key={tier}>{formatShare(referenceShare)}</dd>,
        ])}
        <dt>Frozen</dt>
        <dd>{`${dayText(frozenAt, asOf)} by ${approvedBy}`}</dd>
      </dl>
      <p className={styles["muted"]}>“{reason}”</p>
    </>
  );
}

type PathsProps = { readonly cusum: readonly CusumReport[]; readonly asOf: Date };

function Paths({ cusum, asOf }: PathsProps) {
  return (
    <div className={styles["paths"]}>
      {cusum.map((watch) => (
        <figure key={`${watch.tier} ${watch.direction}`}>
          <figcaption>
            <strong>{`${watch.tier} ${watch.direction === "up" ? "↑" : "↓"}`}</strong>
            <span>{pathText(watch, asOf)}</span>
          </figcaption>
          <LimitPath
            values={watch.path.map(({ value }) => value)}
            limit={watch.limit}
            label={`Cumulative sum of ${watch.tier} going ${watch.direction}, limit ${watch.limit}: ${pathText(watch, asOf)}`}
          />
        </figure>
      ))}
    </div>
  );
}

function pathText({ bucket, firing, onsetAt, alarmAt }: CusumReport, asOf: Date): string {
  if (bucket === null) return "too few requests";
  if (firing && onsetAt !== null) return `over, since ${dayText(onsetAt, asOf)}`;
  if (alarmAt !== null) return `was over from ${dayText(alarmAt, asOf)}`;
  return `below its limit, by ${bucket}`;
}

function Trend({ report: { rotation } }: { readonly report: TierMixReport }) {
  return (
    <DataTable
      caption="Trend of each tier's share over up to 26 weeks"
      columns={[
        { id: "tier", title: "Trend of", isWide: true },
        { id: "slope", title: "Points a week", isNumeric: true, meaning: "Sen's slope" },
        { id: "p", title: "p", isNumeric: true, meaning: "Mann–Kendall, two-sided" },
        { id: "weeks", title: "Weeks", isNumeric: true },
      ]}
      rows={rotation.trend.map(({ tier, slopePerWeek, p, weeks }) => ({
        id: tier,
        cells: {
          tier,
          slope: slopePerWeek === null ? UNKNOWN : formatPoints(slopePerWeek),
          p: p === null ? UNKNOWN : formatP(p),
          weeks,
        },
      }))}
    />
  );
}

const formatP = (p: number) => (p < 0.001 ? "< 0.001" : p.toFixed(3));
