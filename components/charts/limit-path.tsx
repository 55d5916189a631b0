import styles from "./limit-path.module.css";

type LimitPathProps = {
  /** In order of time. */
  readonly values: readonly number[];
  /** The line that is not to be crossed. */
  readonly limit: number;
  /** What a reader without the picture is told. */
  readonly label: string;
};

const WIDTH = 200;
const HEIGHT = 48;

/** A small path over time and the limit it is held against; from zero up. */
export function LimitPath({ values, limit, label }: LimitPathProps) {
  const top = Math.max(limit * 1.15, ...values) || 1;
  const y = (value: number) => HEIGHT - (Math.max(0, value) / top) * (HEIGHT - 2) - 1;
  const x = (index: number) => (values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH);
  const points = values.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  const isOver = (values.at(-1) ?? 0) > limit;
  return (
    <svg
      className={styles["path"]}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line className={styles["base"]} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      <line className={styles["limit"]} x2={WIDTH} y1={y(limit)} y2={y(limit)} />
      {points.length === 0 ? null : (
        <path className={styles["values"]} data-over={isOver} d={`M${points.join("L")}`} />
      )}
    </svg>
  );
}
