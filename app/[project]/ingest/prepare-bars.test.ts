import fc from "fast-check";
import { expect, it } from "vitest";
import type { IngestBar } from "@/lib/store/ingest-ledger-sums";
import { prepareBars } from "./prepare-bars";

const aBar = (overrides: Partial<IngestBar> = {}): IngestBar => ({
  at: new Date("2026-05-12T14:00:00Z"),
  requests: 1,
  refused: 0,
  received: 0,
  stored: 0,
  duplicate: 0,
  rejected: 0,
  late: 0,
  bytes: 0,
  wireBytes: 0,
  storedBytes: 0,
  ...overrides,
});

const FRAME = {
  window: { from: new Date("2026-05-12T14:00:00Z"), to: new Date("2026-05-12T14:20:00Z") },
  widthMs: 3_600_000,
};

it("stacks the parts without gap, inside the picture, each high enough to see", () => {
  const counts = fc.record({
    stored: fc.nat(1_000_000),
    duplicate: fc.nat(3),
    rejected: fc.nat(1_000),
  });
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 5 }), (all) => {
      for (const { parts } of prepareBars(all.map(aBar), FRAME).bars) {
        let foot = 100;
        for (const { y, height } of parts) {
          expect(height).toBeGreaterThanOrEqual(2);
          expect(y + height).toBeCloseTo(foot);
          foot = y;
        }
        expect(foot).toBeGreaterThanOrEqual(-1e-9);
      }
    }),
  );
});

it("tells a bar in words and ends the last one with the window", () => {
  const bar = aBar({ received: 1_204, stored: 1_200, duplicate: 3, rejected: 1, late: 2 });
  expect(prepareBars([bar], FRAME).bars).toMatchObject([
    {
      to: "2026-05-12T14:20:00.000Z",
      text: "1,204 received: 1,200 stored, 3 duplicate, 1 rejected; 2 late",
      isLate: true,
      isEmpty: false,
    },
  ]);
});

it("draws hours without requests as gaps", () => {
  const { bars, tallest } = prepareBars([aBar({ requests: 0 })], FRAME);
  expect(tallest).toBe(0);
  expect(bars).toMatchObject([{ parts: [], isEmpty: true, text: "nothing arrived" }]);
});
