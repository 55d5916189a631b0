import { expect, it } from "vitest";
import type { IngestHourRow } from "@/lib/store/ingest-ledger-hours";
import { prepareHours } from "./prepare-hours";

const aRow = (overrides: Partial<IngestHourRow> = {}): IngestHourRow => ({
  hour: new Date("2026-05-12T14:00:00Z"),
  keyId: 7,
  keyName: "checkout",
  keyPrefix: "tm_abc",
  requests: 1_000,
  refused: 0,
  received: 10_000,
  stored: 10_000,
  duplicate: 0,
  rejected: 0,
  late: 0,
  bytes: 1_000_000,
  wireBytes: 90_000,
  storedBytes: 240_000,
  reasons: [],
  ...overrides,
});

it("gives sizes, their ratio, and no reasons when everything was kept", () => {
  expect(prepareHours([aRow()])).toMatchObject([
    {
      key: "checkout",
      received: "10,000",
      bytes: "1 MB",
      storedBytes: "240 kB",
      ratio: "0.24",
      reasons: null,
    },
  ]);
});

it("knows no ratio of nothing, and tells a key that is gone by its number", () => {
  expect(prepareHours([aRow({ bytes: 0, storedBytes: 0, keyName: null })])).toMatchObject([
    { ratio: "—", key: "key 7, gone" },
  ]);
});

it("lists reasons by spans, or by requests where nobody counted spans", () => {
  const reasons = [
    { reason: "no trace id", spans: 12, requests: 2, sample: null },
    { reason: "not gzip", spans: 0, requests: 3, sample: null },
  ];
  expect(prepareHours([aRow({ rejected: 12, refused: 3, reasons })])[0]?.reasons).toBe(
    "12 spans: no trace id\n3 requests: not gzip",
  );
});
