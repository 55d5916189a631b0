import fc from "fast-check";
import { expect, it } from "vitest";
import { anAttempt } from "@/test/eval-attempt";
import { compareRuns } from "./compare-runs";

const outcomes = (count: number, prefix: string, passed: boolean) =>
  Array.from({ length: count }, (_, index) => anAttempt({ case: `${prefix}${index}`, passed }));

/** The worked example: 80 pass in both, 12 only in A, 3 only in B, 5 in neither. */
const A = [
  ...outcomes(80, "both", true),
  ...outcomes(12, "lost", true),
  ...outcomes(3, "won", false),
  ...outcomes(5, "never", false),
];
const B = [
  ...outcomes(80, "both", true),
  ...outcomes(12, "lost", false),
  ...outcomes(3, "won", true),
  ...outcomes(5, "never", false),
];

it("pairs the cases that both runs tried", () => {
  const { paired, p, discordant, resolution } = compareRuns(A, B, []);
  expect(paired).toMatchObject({ cases: 100, both: 80, onlyFirst: 12, onlySecond: 3, neither: 5 });
  expect(paired.shareA).toBeCloseTo(0.92, 12);
  expect(paired.shareB).toBeCloseTo(0.83, 12);
  expect(paired.change?.difference).toBeCloseTo(-0.09, 12);
  expect(paired.change?.low).toBeCloseTo(-0.163165, 6);
  expect(paired.change?.high).toBeCloseTo(-0.0133056, 6);
  expect(p).toBeCloseTo(0.0351563, 6);
  expect(resolution).toBeCloseTo(1.96 * Math.sqrt(0.15 / 100), 12);
  expect(discordant.map((row) => row.better).join("")).toBe(`${"a".repeat(12)}${"b".repeat(3)}`);
});

it("leaves out what was not the same case in both, and says why", () => {
  const a = [
    anAttempt({ case: "same" }),
    anAttempt({ case: "edited" }),
    anAttempt({ case: "unknown", contentHash: null }),
    anAttempt({ case: "gone" }),
    anAttempt({ case: "open", passed: null }),
    anAttempt({ case: "torn", attempt: 1 }),
    anAttempt({ case: "torn", attempt: 2, contentHash: "h2" }),
  ];
  const b = [
    anAttempt({ case: "same", passed: false }),
    anAttempt({ case: "edited", contentHash: "h2" }),
    anAttempt({ case: "unknown", contentHash: null }),
    anAttempt({ case: "new" }),
    anAttempt({ case: "open" }),
    anAttempt({ case: "torn" }),
  ];
  const { paired, leftOut, unpaired } = compareRuns(a, b, []);
  expect(paired).toMatchObject({ cases: 1, onlyFirst: 1 });
  expect(leftOut).toEqual({
    edited: ["edited"],
    content_unknown: ["torn", "unknown"],
    only_a: ["gone"],
    only_b: ["new"],
    unjudged: ["open"],
  });
  expect(unpaired).toMatchObject({
    a: { successes: 5, trials: 5 },
    b: { successes: 5, trials: 6 },
  });
});

it("takes a case with several attempts for one pair", () => {
  const three = (run: string, ...passed: boolean[]) =>
    passed.map((value, index) => anAttempt({ run, attempt: index + 1, passed: value }));
  const { paired } = compareRuns(three("r1", true, true, false), three("r2", false, false, true), [
    { id: "refund", intent: "billing", tags: [] },
  ]);
  expect(paired).toMatchObject({ cases: 1, onlyFirst: 1, shareA: 1, shareB: 0 });
});

it("compares by slice, and knows nothing where nothing is common", () => {
  const cases = [{ id: "refund", intent: "billing", tags: ["gold"] }];
  const { slices } = compareRuns([anAttempt()], [anAttempt({ passed: false })], cases);
  expect(slices.map((slice) => [slice.value, slice.paired.onlyFirst])).toEqual([
    ["billing", 1],
    ["gold", 1],
  ]);
  const none = compareRuns([anAttempt()], [], cases);
  expect(none).toMatchObject({ unpaired: null, resolution: null, p: 1, slices: [] });
  expect(none.paired).toMatchObject({ cases: 0, change: null, shareA: null });
});

it("finds no difference of a run with itself, and mirrors when the runs change places", () => {
  const attempt = fc.record({
    case: fc.constantFrom("a", "b", "c", "d"),
    attempt: fc.integer({ min: 1, max: 3 }),
    passed: fc.constantFrom(true, false, null),
    contentHash: fc.constantFrom("h", "h2", null),
  });
  const run = fc.array(attempt).map((rows) => rows.map(anAttempt));
  fc.assert(
    fc.property(run, run, (a, b) => {
      expect(compareRuns(a, a, []).discordant).toEqual([]);
      const [there, back] = [compareRuns(a, b, []), compareRuns(b, a, [])];
      expect(back.paired.onlyFirst).toBe(there.paired.onlySecond);
      expect(back.p).toBe(there.p);
      expect(back.leftOut.only_a).toEqual(there.leftOut.only_b);
      const ids = new Set([...a, ...b].map((row) => row.case));
      const left = Object.values(there.leftOut).reduce((sum, own) => sum + own.length, 0);
      expect(left + there.paired.cases).toBe(ids.size);
    }),
  );
});
