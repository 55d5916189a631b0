import fc from "fast-check";
import { expect, it } from "vitest";
import { type FlowPath, layoutFlows } from "./flow-layout";

const ORDER = [["primary"], ["as intended", "timeout"], ["primary", "canned"]] as const;
const FLOWS: readonly FlowPath[] = [
  { path: ["primary", "as intended", "primary"], value: 60 },
  { path: ["primary", "timeout", "canned"], value: 40 },
];

it("gives every node the height of what passes it", () => {
  const { nodes, ribbons } = layoutFlows(FLOWS, ORDER, 0.1);
  expect(nodes.map(({ name, value }) => [name, value])).toEqual([
    ["primary", 100],
    ["as intended", 60],
    ["timeout", 40],
    ["primary", 60],
    ["canned", 40],
  ]);
  const timeout = nodes[2];
  expect((timeout?.to ?? 0) - (timeout?.from ?? 0)).toBeCloseTo(0.36);
  expect(ribbons[1]?.legs[0].to).toBeCloseTo(timeout?.from ?? 0);
});

it("keeps ribbons within their nodes, whatever flows", () => {
  const name = fc.constantFrom("a", "b", "c");
  const flow = fc.record({
    path: fc.tuple(name, name, name),
    value: fc.integer({ min: 1, max: 99 }),
  });
  const names = ["a", "b", "c"];
  fc.assert(
    fc.property(fc.array(flow, { minLength: 1, maxLength: 12 }), (flows) => {
      const { nodes, ribbons } = layoutFlows(flows, [names, names, names], 0.02);
      const node = (column: number, of: string) =>
        nodes.find((known) => known.column === column && known.name === of);
      for (const { flow: own, legs } of ribbons) {
        for (const [column, at] of [
          [0, legs[0].from],
          [1, legs[0].to],
          [1, legs[1].from],
          [2, legs[1].to],
        ] as const) {
          const around = node(column, own.path[column]);
          expect(at).toBeGreaterThanOrEqual((around?.from ?? 1) - 1e-9);
          expect(at + legs[0].height).toBeLessThanOrEqual((around?.to ?? 0) + 1e-9);
        }
      }
    }),
  );
});

it("draws nothing of nothing", () => {
  expect(layoutFlows([], [[], [], []], 0.02)).toEqual({ nodes: [], ribbons: [] });
});
