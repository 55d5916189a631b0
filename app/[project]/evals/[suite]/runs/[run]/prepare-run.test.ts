import { expect, it } from "vitest";
import { summariseRun } from "@/lib/domain/evals/summarise-run";
import { anAttempt } from "@/test/eval-attempt";
import { prepareRun } from "./prepare-run";

const view = (...attempts: Parameters<typeof anAttempt>[0][]) =>
  prepareRun(summariseRun(attempts.map(anAttempt), []));

it("counts first where there are few, and tells what is flaky", () => {
  const verdict = view(
    { case: "a", attempt: 1 },
    { case: "a", attempt: 2, passed: false },
    { case: "b", attempt: 1 },
    { case: "b", attempt: 2 },
  );
  expect(verdict).toMatchObject({ status: "watch", word: "0 failed, 1 flaky" });
  expect(verdict.sentence).toMatch(/^3 of 4 \(.* %\) of 4 attempts at 2 cases passed\.$/);
  expect(verdict.notes).toEqual([
    "1 case passed in some attempts and not in others; 1 passed in all, 0 in none.",
  ]);
});

it("says when much of it was not judged", () => {
  const verdict = view({ case: "a" }, { case: "b", passed: null, error: "timeout" });
  expect(verdict).toMatchObject({ status: "watch", word: "partly judged" });
  expect(verdict.notes).toEqual(["The grader failed on 1 attempt, which are in no rate."]);
});

it("cannot tell without a verdict, and says so", () => {
  const verdict = view({ passed: null });
  expect(verdict).toMatchObject({ status: "unknown", word: "not judged" });
  expect(verdict.notes).toEqual(["Nobody said whether 1 more attempt passed."]);
});

it("is well when all passed", () => {
  expect(view({})).toMatchObject({ status: "ok", word: "all passed", notes: [] });
});
