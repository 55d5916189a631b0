import styles from "./share-stack.module.css";
import type { ShareStackBand } from "./share-stack-view";
import { STACK_HEIGHT, STACK_WIDTH } from "./stacked-layers";

type BandsProps = { readonly bands: readonly ShareStackBand[] };

const yOf = (share: number) => (1 - share) * STACK_HEIGHT;

/** The levels that the bottom layer is held against; drawn inside the picture. */
export function StackBands({ bands }: BandsProps) {
  return bands.map(({ kind, low, high }) => (
    <g key={kind} data-band={kind} className={styles["band"]}>
      <rect y={yOf(high)} width={STACK_WIDTH} height={yOf(low) - yOf(high)} />
      {[...new Set([low, high])].map((level) => (
        <line key={level} x2={STACK_WIDTH} y1={yOf(level)} y2={yOf(level)} />
      ))}
    </g>
  ));
}

/** What these levels are; lies over the picture. */
export function BandLabels({ bands }: BandsProps) {
  return (
    <div className={styles["bandLabels"]} aria-hidden>
      {bands.map(({ kind, low, text }) => (
        <span key={kind} data-band={kind} style={{ top: `${(1 - low) * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}

const PERCENTS = [100, 75, 50, 25, 0];

export function PercentScale() {
  return (
    <div className={styles["scale"]} aria-hidden>
      {PERCENTS.map((percent) => (
        <span key={percent} style={{ top: `${100 - percent}%` }}>
          {percent === 100 ? "100 %" : percent}
        </span>
      ))}
    </div>
  );
}

export function PercentLines() {
  return PERCENTS.slice(1, -1).map((percent) => (
    <line
      key={percent}
      className={styles["grid"]}
      x2={STACK_WIDTH}
      y1={yOf(percent / 100)}
      y2={yOf(percent / 100)}
    />
  ));
}
