import { formatPoints, formatShare } from "../format-share";
import styles from "./waterfall.module.css";

export type WaterfallStep = {
  readonly id: string;
  readonly when: string;
  readonly title: string;
  readonly delta: number;
  /** Nobody and nothing is known to have caused it. */
  readonly isUnexplained: boolean;
};

type WaterfallProps = {
  readonly startName: string;
  readonly start: number;
  readonly endName: string;
  readonly end: number;
  /** In order of time; they sum to `end - start`. */
  readonly steps: readonly WaterfallStep[];
};

/** How a share came from one level to another: a step a line, each beginning where the last ended. */
export function Waterfall({ startName, start, endName, end, steps }: WaterfallProps) {
  let level = start;
  return (
    <ol className={styles["waterfall"]}>
      <Line name={startName} when="" value={formatShare(start)} from={0} to={start} kind="level" />
      {steps.map(({ id, when, title, delta, isUnexplained }) => {
        const from = level;
        level += delta;
        return (
          <Line
            key={id}
            name={title}
            when={when}
            value={formatPoints(delta)}
            from={from}
            to={level}
            kind={isUnexplained ? "unexplained" : delta < 0 ? "down" : "up"}
          />
        );
      })}
      <Line name={endName} when="" value={formatShare(end)} from={0} to={end} kind="level" />
    </ol>
  );
}

type LineProps = {
  readonly name: string;
  readonly when: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
  readonly kind: "level" | "down" | "up" | "unexplained";
};

function Line({ name, when, value, from, to, kind }: LineProps) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return (
    <li data-kind={kind}>
      <span className={styles["when"]}>{when}</span>
      <span className={styles["name"]} title={name}>
        {name}
      </span>
      <span className={styles["track"]} aria-hidden>
        <span
          className={styles["bar"]}
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
        />
        <span className={styles["level"]} style={{ left: `${to * 100}%` }} />
      </span>
      <span className={styles["value"]}>{value}</span>
    </li>
  );
}
