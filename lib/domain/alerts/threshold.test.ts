import { expect, it } from "vitest";
import { judgeThreshold, type Threshold, type WindowFacts } from "./threshold";

const now = new Date("2026-06-01T12:00:00Z");
const facts: WindowFacts = {
  requests: 200,
  errors: 10,
  p95DurationMs: 4_200,
  costUsd: 0.5,
  lastTraceAt: new Date("2026-06-01T11:40:00Z"),
};
const judge = (threshold: Partial<Threshold>, given: Partial<WindowFacts> = {}) =>
  judgeThreshold(
    {
      metric: "volume",
      comparison: "above",
      value: 0,
      windowMinutes: 60,
      minRequests: 20,
      ...threshold,
    },
    { ...facts, ...given },
    "page",
    now,
  );

it.each([
  [{ metric: "error-rate", value: 4.9 }, 5],
  [{ metric: "p95-duration", value: 4 }, 4.2],
  [{ metric: "cost-per-day", value: 11 }, 12],
  [{ metric: "volume", value: 199 }, 200],
  [{ metric: "no-data", value: 19 }, 20],
] as const)("finds %j over its limit, in its unit", (threshold, value) => {
  const { condition, isKnown } = judge(threshold);
  expect(condition).toMatchObject({ firing: true, value });
  expect(isKnown).toBe(true);
  expect(judge({ ...threshold, value: value + 1 }).condition.firing).toBe(false);
  expect(judge({ ...threshold, comparison: "below", value: value + 1 }).condition.firing).toBe(
    true,
  );
});

it("cannot tell a share from too few traces, and says so", () => {
  const { condition, isKnown } = judge({ metric: "error-rate", value: 1 }, { requests: 19 });
  expect(isKnown).toBe(false);
  expect(condition).toMatchObject({ firing: false, value: null });
  expect(condition.message).toContain("cannot be told over 60 min, n = 19");
});

it("knows a volume of nothing, and no cost where nobody says what it was", () => {
  expect(judge({ comparison: "below", value: 1 }, { requests: 0 }).condition.firing).toBe(true);
  expect(judge({ metric: "cost-per-day" }, { costUsd: null }).isKnown).toBe(false);
});
