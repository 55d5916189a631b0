import { expect, it } from "vitest";
import { axisHistory, type RunOutcome } from "./axis-history";

const run = (envelope: Record<string, string>, outcome: string | null): RunOutcome => ({
  envelope,
  status: "ok",
  outcome,
  tools: [],
});

it("counts pairs by whether an axis changed and whether they came to something else", () => {
  const history = axisHistory([
    run({ model: "a", prompt: "1" }, "success"),
    run({ model: "b", prompt: "1" }, "failure"),
    run({ model: "b" }, "failure"),
  ]);
  expect(history).toEqual([
    { axis: "model", changedMaterial: 2, changedOther: 0, sameMaterial: 0, sameOther: 1 },
    { axis: "prompt", changedMaterial: 0, changedOther: 0, sameMaterial: 1, sameOther: 0 },
  ]);
});

it("knows nothing of a single run", () => {
  expect(axisHistory([run({ model: "a" }, null)])).toEqual([]);
});
