import { formatDay } from "@/components/format";
import type { CaseState } from "@/lib/analyses/eval-staleness/report-shape";
import analysis from "../analysis.module.css";
import styles from "./eval-staleness.module.css";

type CaseStripProps = {
  readonly slug: string;
  readonly cases: readonly CaseState[];
  readonly now: Date;
};

const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 64;
const BOTTOM = 28;
const NEVER = 26;
const RADIUS = 3;
/** More points hide each other. */
const MOST = 1_500;
const MS_PER_DAY = 86_400_000;

/** Each case as a point: how old it is against how long ago it last told two subjects apart. */
export function CaseStrip({ slug, cases, now }: CaseStripProps) {
  const shown = cases.slice(0, MOST);
  if (shown.length === 0) return <p className={analysis["muted"]}>No case.</p>;
  const longest = Math.max(1, ...shown.map(({ ageDays }) => ageDays));
  const x = (days: number) => LEFT + (days / longest) * (WIDTH - LEFT - 8);
  const y = (days: number) =>
    NEVER + 10 + (1 - Math.min(1, days / longest)) * (HEIGHT - NEVER - BOTTOM - 10);
  const ticks = [0, 0.5, 1].map((part) => Math.round(part * longest));
  const label = `${shown.length} cases, up to ${Math.round(longest)} days old; ${shown.filter((one) => one.lastDiscriminatedAt === null).length} never told two subjects apart`;
  return (
    <figure className={styles["strip"]}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <rect x={LEFT} y={4} width={WIDTH - LEFT} height={NEVER - 4} className={styles["never"]} />
        <text x={LEFT - 8} y={NEVER / 2 + 6} textAnchor="end">
          never
        </text>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
            <text
              x={x(tick)}
              y={HEIGHT - 6}
              textAnchor={tick === 0 ? "start" : tick === ticks.at(-1) ? "end" : "middle"}
            >
              {tick} d
            </text>
          </g>
        ))}
        {shown.map((one) => (
          <a key={`${one.suite}/${one.id}`} href={caseHref(slug, one)}>
            <circle
              cx={x(one.ageDays)}
              cy={placeOf(one, now, y)}
              r={RADIUS}
              data-state={stateOf(one)}
            >
              <title>{titleOf(one)}</title>
            </circle>
          </a>
        ))}
      </svg>
      <figcaption>
        <span className={styles["stripItem"]}>
          <i data-state="fresh" /> fresh
        </span>
        <span className={styles["stripItem"]}>
          <i data-state="stale" /> stale
        </span>
        <span className={styles["stripItem"]}>
          <i data-state="unknown" /> cannot tell
        </span>
        <span className={analysis["muted"]}>
          left: days since it told two subjects apart; below: age
        </span>
      </figcaption>
    </figure>
  );
}

/** Where a case is to be read. */
export function caseHref(slug: string, { suite, id }: Pick<CaseState, "suite" | "id">): string {
  return `/${slug}/evals/${encodeURIComponent(suite)}/cases/${encodeURIComponent(id)}`;
}

function placeOf(one: CaseState, now: Date, y: (days: number) => number): number {
  const { lastDiscriminatedAt: at } = one;
  if (at === null) return jitter(one.id, 9, NEVER - 4);
  return y((now.getTime() - at.getTime()) / MS_PER_DAY);
}

/** Spreads points of one value, the same for the same case. */
function jitter(id: string, from: number, to: number): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return from + ((to - from) * sum) / 997;
}

function stateOf({ alive, dependenciesValid }: CaseState): "fresh" | "stale" | "unknown" {
  if (alive === null) return "unknown";
  return alive && dependenciesValid ? "fresh" : "stale";
}

function titleOf({ suite, id, ageDays, lastDiscriminatedAt, reasons }: CaseState): string {
  const told =
    lastDiscriminatedAt === null
      ? "never told two subjects apart"
      : `last told two apart on ${formatDay(lastDiscriminatedAt)}`;
  const why = reasons.map(({ message }) => message).join("; ");
  return `${suite} / ${id}: ${Math.round(ageDays)} days old, ${told}${why ? `; ${why}` : ""}`;
}
