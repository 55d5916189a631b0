import { expect, it } from "vitest";
import { axisLift } from "./rank-causes";

it.each([
  ["model", [18, 2, 10, 70], 1.862221],
  ["prompt", [9, 21, 19, 51], 0.117783],
  ["tools", [25, 5, 3, 67], 2.682732],
] as const)("gives the lift of the worked example for %s", (_axis, counts, expected) => {
  const [changedMaterial, changedOther, sameMaterial, sameOther] = counts;
  const history = { changedMaterial, changedOther, sameMaterial, sameOther };
  expect(axisLift(history)).toBeCloseTo(expected, 6);
});
