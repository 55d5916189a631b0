import Link from "next/link";
import { useId } from "react";
import { tierFill } from "../tier-colour";
import styles from "./flow-diagram.module.css";
import type { FlowLayout, FlowLeg } from "./flow-layout";
import { Hatch } from "./hatch";
import { spreadLabels } from "./spread-labels";

export type FlowLabel = {
  readonly column: 0 | 1 | 2;
  readonly name: string;
  readonly shareText: string;
  readonly href: string;
};

type FlowDiagramProps = {
  /** What a screen reader is told. */
  readonly description: string;
  readonly titles: readonly [string, string, string];
  readonly layout: FlowLayout;
  /** One for each node, in the same order. */
  readonly labels: readonly FlowLabel[];
  /** Level of the tier that a flow ends in, by name. */
  readonly levels: ReadonlyMap<string, number | null>;
};

const WIDTH = 600;
const HEIGHT = 300;
const NODE = 10;
const LEFT = [0, (WIDTH - NODE) / 2, WIDTH - NODE] as const;

/** What was meant to serve, why it did not, and what did: ribbons as high as their requests. */
export function FlowDiagram({ description, titles, layout, labels, levels }: FlowDiagramProps) {
  const hatch = useId();
  const colour = (tier: string) => tierFill(levels.get(tier) ?? null, hatch);
  return (
    <div className={styles["diagram"]}>
      <div className={styles["titles"]} aria-hidden>
        {titles.map((title) => (
          <span key={title}>{title}</span>
        ))}
      </div>
      <div className={styles["body"]}>
        <Labels labels={labels} layout={layout} column={0} />
        <div className={styles["middle"]}>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={description}
          >
            <Hatch id={hatch} />
            {layout.ribbons.map(({ flow, legs }) => (
              <g
                key={flow.path.join("\n")}
                className={styles["ribbon"]}
                fill={colour(flow.path[2])}
              >
                <title>{`${flow.path.join(" → ")}: ${flow.value}`}</title>
                <path d={ribbonPath(LEFT[0] + NODE, LEFT[1], legs[0])} />
                <path d={ribbonPath(LEFT[1] + NODE, LEFT[2], legs[1])} />
              </g>
            ))}
            {layout.nodes.map(({ column, name, from, to }) => (
              <rect
                key={`${column} ${name}`}
                x={LEFT[column]}
                width={NODE}
                y={from * HEIGHT}
                height={Math.max(1, (to - from) * HEIGHT)}
                fill={column === 1 ? "var(--tm-text-dim)" : colour(name)}
              />
            ))}
          </svg>
          <Labels labels={labels} layout={layout} column={1} />
        </div>
        <Labels labels={labels} layout={layout} column={2} />
      </div>
    </div>
  );
}

type LabelsProps = Pick<FlowDiagramProps, "labels" | "layout"> & { readonly column: 0 | 1 | 2 };

const LABEL_GAP = 0.075;

function Labels({ labels, layout, column }: LabelsProps) {
  const own = labels.flatMap((label, index) => {
    const node = layout.nodes[index];
    return label.column === column && node ? { label, at: (node.from + node.to) / 2 } : [];
  });
  const places = spreadLabels(
    own.map(({ at }) => at),
    LABEL_GAP,
  );
  return (
    <ul className={styles["labels"]} data-column={column}>
      {own.map(({ label }, index) => (
        <li key={label.name} style={{ top: `${(places[index] ?? 0) * 100}%` }}>
          <Link href={label.href} prefetch={false} title={`Traces: ${label.name}`}>
            <span>{label.name}</span> <strong>{label.shareText}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function ribbonPath(left: number, right: number, { from, to, height }: FlowLeg): string {
  const [y0, y1, h] = [from * HEIGHT, to * HEIGHT, height * HEIGHT];
  const middle = (left + right) / 2;
  const there = `M${left} ${y0}C${middle} ${y0} ${middle} ${y1} ${right} ${y1}`;
  const back = `V${y1 + h}C${middle} ${y1 + h} ${middle} ${y0 + h} ${left} ${y0 + h}Z`;
  return there + back;
}
