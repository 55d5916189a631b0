import Link from "next/link";
import { IntervalDot } from "@/components/charts/interval-dot";
import { UNKNOWN } from "@/components/format";
import { formatInterval, formatPoints, formatShare } from "@/components/format-share";
import type { ShareChange } from "@/lib/analyses/tier-mix/report-findings";
import styles from "./tier-mix.module.css";

type ShareLinkProps = { readonly share: number | null; readonly href: string };

/** A share that leads to the traces behind it. */
export function ShareLink({ share, href }: ShareLinkProps) {
  if (share === null) return UNKNOWN;
  return (
    <Link href={href} prefetch={false}>
      {formatShare(share)}
    </Link>
  );
}

type ShareBarProps = {
  readonly share: number;
  readonly href: string;
  /** The share that fills the bar. */
  readonly largest: number;
};

/** The same with a bar before it, for tables that are read for their largest rows. */
export function ShareBar({ share, href, largest }: ShareBarProps) {
  return (
    <span className={styles["barred"]}>
      <span className={styles["bar"]} aria-hidden>
        <span className={styles["fill"]} style={{ width: `${(share / largest) * 100}%` }} />
      </span>
      <ShareLink share={share} href={href} />
    </span>
  );
}

type ChangeDotProps = { readonly change: ShareChange; readonly reach: number };

/** A difference of two shares as a dot with its interval, zero in the middle. */
export function ChangeDot({ change, reach }: ChangeDotProps) {
  const { difference, differenceLow: low, differenceHigh: high } = change;
  if (difference === null || low === null || high === null) return UNKNOWN;
  return (
    <span className={styles["dots"]}>
      <IntervalDot
        value={difference}
        low={low}
        high={high}
        axis={{ from: -reach, to: reach }}
        marks={[{ at: 0, name: "no change" }]}
        label={`${formatPoints(difference)} points (${formatInterval(low, high)})`}
      />
    </span>
  );
}

/** How far an axis must reach to both sides so that every difference and interval is on it. */
export function reachOf(changes: readonly ShareChange[]): number {
  const ends = changes.flatMap(({ differenceLow, differenceHigh }) => [
    Math.abs(differenceLow ?? 0),
    Math.abs(differenceHigh ?? 0),
  ]);
  return Math.max(0.01, ...ends) * 1.1;
}
