import { expect, it } from "vitest";
import { chore } from "./chore";

it("runs when due, and a costly chore less often", async () => {
  let clock = 0;
  let costMs = 0;
  const runs: number[] = [];
  const run = chore(
    100,
    async () => {
      runs.push(clock);
      clock += costMs;
    },
    () => clock,
  );
  await run();
  clock = 99;
  await run();
  clock = 100;
  costMs = 1_000;
  await run();
  clock = 4_099;
  await run();
  clock = 4_100;
  await run();
  expect(runs).toEqual([0, 100, 4_100]);
});
