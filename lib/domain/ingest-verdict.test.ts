import fc from "fast-check";
import { expect, it } from "vitest";
import { type IngestFacts, judgeIngest } from "./ingest-verdict";

const WELL: IngestFacts = {
  requests: 300,
  refused: 0,
  received: 120_300,
  stored: 118_000,
  duplicate: 2_300,
  rejected: 0,
  lagSeconds: 0.4,
  failing: 0,
};

it.each([
  ["ok", [], {}],
  ["watch", ["rejected"], { stored: 117_988, rejected: 12 }],
  ["watch", ["refused"], { refused: 1 }],
  ["ok", [], { lagSeconds: 10 }],
  ["watch", ["lag"], { lagSeconds: 10.1 }],
  ["watch", ["failing", "lag"], { lagSeconds: 90, failing: 2 }],
  ["broken", ["unaccounted"], { stored: 117_999 }],
  ["unknown", [], { requests: 0, received: 0, stored: 0, duplicate: 0 }],
] as const)("is %s for %j", (status, concerns, overrides) => {
  expect(judgeIngest({ ...WELL, ...overrides })).toMatchObject({ status, concerns });
});

it("is broken exactly when the parts do not add up to the whole", () => {
  const count = fc.nat(1_000);
  fc.assert(
    fc.property(
      count,
      count,
      count,
      fc.integer({ min: -3, max: 3 }),
      (stored, duplicate, rejected, off) => {
        const received = stored + duplicate + rejected + off;
        const verdict = judgeIngest({ ...WELL, received, stored, duplicate, rejected });
        expect(verdict.status === "broken").toBe(off !== 0);
        expect(verdict.unaccounted).toBe(off);
      },
    ),
  );
});
