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
};

/** A rate as a dot with its 95 % interval, on an axis that need not start at zero. */
export function IntervalDot({ value, low, high, axis, marks = [], label }: IntervalDotProps) {
  const place = (at: number) =>
    `${Math.max(0, Math.min(1, (at - axis.from) / (axis.to - axis.from))) * 100}%`;
  const text = label ?? `${formatShare(value)} (${formatInterval(low, high)})`;
  return (
    <span className={styles["axis"]} role="img" aria-label={text} title={text}>
      {marks.map(({ at, name }) => (
        <span key={name} className={styles["mark"]} style={{ left: place(at) }} title={name} />
      ))}
      <span
        className={styles["interval"]}
        style={{ left: place(low), right: `calc(100% - ${place(high)})` }}
      />
      <span className={styles["dot"]} style={{ left: place(value) }} />
    </span>
  );
}
