/** One bucket of a stack: where it lies, from 0 (start of the picture) to 1, and its parts. */
export type StackPoint = {
  readonly from: number;
  readonly to: number;
  /** From the bottom up; they sum to 1. */
  readonly shares: readonly number[];
};

/** Coordinates of the picture, which is stretched to the room it gets. */
export const STACK_WIDTH = 1000;
export const STACK_HEIGHT = 260;

/**
 * The outline of each layer of a stack to 100 %, bottom first, as SVG paths. Buckets that touch are
 * joined from middle to middle; where one is missing there is a gap.
 *
 * @param points in order of time
 */
export function layerPaths(points: readonly StackPoint[], layers: number): string[] {
  const runs = joinedRuns(points);
  return Array.from({ length: layers }, (_, layer) =>
    runs.map((run) => outline(run, layer)).join(""),
  );
}

function joinedRuns(points: readonly StackPoint[]): StackPoint[][] {
  const runs: StackPoint[][] = [];
  let last: StackPoint | undefined;
  for (const point of points) {
    const touches = last !== undefined && point.from - last.to < 1e-9;
    if (touches) runs.at(-1)?.push(point);
    else runs.push([point]);
    last = point;
  }
  return runs;
}

function outline(run: readonly StackPoint[], layer: number): string {
  const top = run.flatMap((point, i) => edge(point, sumTo(point, layer + 1), i, run.length));
  const bottom = run.flatMap((point, i) => edge(point, sumTo(point, layer), i, run.length));
  return `M${[...top, ...bottom.reverse()].join("L")}Z`;
}

/** The middle of a bucket, and at the ends of a run its outer edge as well. */
function edge({ from, to }: StackPoint, height: number, index: number, length: number): string[] {
  const at = (x: number) => `${round(x * STACK_WIDTH)} ${round((1 - height) * STACK_HEIGHT)}`;
  return [
    ...(index === 0 ? [at(from)] : []),
    at((from + to) / 2),
    ...(index === length - 1 ? [at(to)] : []),
  ];
}

function sumTo({ shares }: StackPoint, layers: number): number {
  return Math.min(
    1,
    shares.slice(0, layers).reduce((sum, share) => sum + share, 0),
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
