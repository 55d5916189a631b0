import { IntervalDot } from "@/components/charts/interval-dot";
import { UNKNOWN } from "@/components/format";
import type { PassRate } from "@/lib/domain/evals/pass-rate";
import type { Difference } from "@/lib/domain/statistics/proportion-interval";
import styles from "./evals.module.css";
import { changeText, rateText } from "./rate-text";

/** A pass rate as a dot with its interval, from 0 to 100 %. */
export function RateDot({ rate }: { readonly rate: PassRate }) {
  const { share, low, high } = rate;
  if (share === null || low === null || high === null) return UNKNOWN;
  return (
    <span className={styles["dots"]}>
      <IntervalDot
        value={share}
        low={low}
        high={high}
        axis={{ from: 0, to: 1 }}
        label={rateText(rate)}
      />
    </span>
  );
}

type ChangeDotProps = { readonly change: Difference | null; readonly reach: number };

/** A difference of two rates as a dot with its interval, no difference in the middle. */
export function ChangeDot({ change, reach }: ChangeDotProps) {
  if (change === null) return UNKNOWN;
  return (
    <span className={styles["dots"]}>
      <IntervalDot
        value={change.difference}
        low={change.low}
        high={change.high}
        axis={{ from: -reach, to: reach }}
        marks={[{ at: 0, name: "no difference" }]}
        label={changeText(change)}
      />
    </span>
  );
}

/** How far an axis must reach to both sides so that every difference and interval is on it. */
export function reachOf(changes: readonly (Difference | null)[]): number {
  const ends = changes.flatMap((change) =>
    change ? [Math.abs(change.low), Math.abs(change.high)] : [],
  );
  return Math.max(0.01, ...ends) * 1.05;
}
