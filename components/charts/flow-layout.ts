/** So many of something on its way through three columns. */
export type FlowPath = { readonly path: readonly [string, string, string]; readonly value: number };

/** Places run from 0, the top, to 1. */
export type FlowNode = {
  readonly column: 0 | 1 | 2;
  readonly name: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
};

/** One flow's ribbon: where it leaves and reaches each column. */
export type FlowRibbon = {
  readonly flow: FlowPath;
  /** From the first column to the second, from there to the third. */
  readonly legs: readonly [FlowLeg, FlowLeg];
};

/** Upper edges on both sides; the ribbon is as high as its flow, which is the same throughout. */
export type FlowLeg = { readonly from: number; readonly to: number; readonly height: number };

export type FlowLayout = {
  readonly nodes: readonly FlowNode[];
  readonly ribbons: readonly FlowRibbon[];
};

const COLUMNS = [0, 1, 2] as const;
type Column = (typeof COLUMNS)[number];

/**
 * Where nodes and ribbons of a flow diagram go. Heights are in proportion to values, on one scale in
 * all columns; within a node ribbons are in the order of what they lead to, so that few cross.
 *
 * @param order names of each column from the top down; every name in a path must be there
 * @param gap between neighbouring nodes, as part of the whole height
 */
export function layoutFlows(
  flows: readonly FlowPath[],
  order: readonly [readonly string[], readonly string[], readonly string[]],
  gap: number,
): FlowLayout {
  const total = flows.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(...order.map((names) => names.length));
  const scale = total === 0 ? 0 : (1 - gap * (most - 1)) / total;
  const nodes = COLUMNS.flatMap((column) =>
    placeNodes(flows, column, order[column], { scale, gap }),
  );
  const startOf = (column: Column, name: string) =>
    nodes.find((node) => node.column === column && node.name === name)?.from ?? 0;
  const rank = (column: Column, { path }: FlowPath) => order[column].indexOf(path[column]);
  const stack = (column: Column, by: readonly Column[]) => {
    const used = new Map<string, number>();
    const sorted = [...flows].sort(
      (a, b) => by.map((other) => rank(other, a) - rank(other, b)).find((d) => d !== 0) ?? 0,
    );
    return new Map(
      sorted.map((flow) => {
        const name = flow.path[column];
        const at = used.get(name) ?? startOf(column, name);
        used.set(name, at + flow.value * scale);
        return [flow, at] as const;
      }),
    );
  };
  const [leaving, arriving] = [stack(0, [1, 2]), stack(1, [0, 2])];
  const [passing, ending] = [stack(1, [2, 0]), stack(2, [1, 0])];
  const leg = (flow: FlowPath, from: typeof leaving, to: typeof leaving): FlowLeg => ({
    from: from.get(flow) ?? 0,
    to: to.get(flow) ?? 0,
    height: flow.value * scale,
  });
  return {
    nodes,
    ribbons: flows.map((flow) => ({
      flow,
      legs: [leg(flow, leaving, arriving), leg(flow, passing, ending)],
    })),
  };
}

function placeNodes(
  flows: readonly FlowPath[],
  column: Column,
  names: readonly string[],
  { scale, gap }: { readonly scale: number; readonly gap: number },
): FlowNode[] {
  const values = names.map((name) =>
    flows.reduce((sum, { path, value }) => sum + (path[column] === name ? value : 0), 0),
  );
  const height = values.reduce((sum, value) => sum + value * scale, gap * (names.length - 1));
  let at = (1 - height) / 2;
  return names.map((name, index) => {
    const value = values[index] ?? 0;
    const from = at;
    const to = from + value * scale;
    at = to + gap;
    return { column, name, value, from, to };
  });
}
