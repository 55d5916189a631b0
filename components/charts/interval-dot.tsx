import { formatInterval, formatShare } from "../format-share";
import styles from "./interval-dot.module.css";

type IntervalDotProps = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Ends of the axis, in the value's own unit. */
  readonly axis: { readonly from: number; readonly to: number };
  /** Levels it is held against, each with a name for its tooltip. */
  readonly marks?: readonly { readonly at: number; readonly name: string }[];
  /** What a reader without the picture is told. */
  readonly label?: string;
  /** Writes the ends of the axis under it. */
  readonly hasEnds?: boolean;
};

/** A rate as a dot with its 95 % interval, on an axis that need not start at zero. */
export function IntervalDot({
  value,
  low,
  high,
  axis,
  marks = [],
  label,
  hasEnds,
}: IntervalDotProps) {
  const place = (at: number) =>
    `${Math.max(0, Math.min(1, (at - axis.from) / (axis.to - axis.from))) * 100}%`;
  const text = label ?? `${formatShare(value)} (${formatInterval(low, high)})`;
  const ends = hasEnds ? [axis.from, axis.to] : [];
  return (
    <span className={styles["axis"]} data-ends={hasEnds} role="img" aria-label={text} title={text}>
      {marks.map(({ at, name }) => (
        <span key={name} className={styles["mark"]} style={{ left: place(at) }} title={name} />
      ))}
      <span
        className={styles["interval"]}
        style={{ left: place(low), right: `calc(100% - ${place(high)})` }}
      />
      <span className={styles["dot"]} style={{ left: place(value) }} />
      {ends.map((end) => (
        <span key={end} className={styles["end"]} data-far={end === axis.to} aria-hidden>
          {formatShare(end)}
        </span>
      ))}
    </span>
  );
}
