import { expect, it } from "vitest";
import type { IngestCounts } from "@/lib/store/ingest-ledger";
import { prepareVerdict } from "./prepare-verdict";

const WELL: IngestCounts = {
  requests: 300,
  refused: 0,
  received: 120_312,
  stored: 118_000,
  duplicate: 2_312,
  rejected: 0,
  late: 0,
  bytes: 1,
  wireBytes: 1,
  storedBytes: 1,
};
const NO_LAG = { waiting: 0, lagSeconds: 0, failing: 0 };

it("says that everything is accounted for, with its parts", () => {
  expect(prepareVerdict(WELL, NO_LAG, "24h")).toEqual({
    status: "ok",
    sentence:
      "Everything that arrived in the last 24 hours is accounted for: 120,312 received = 118,000 stored + 2,312 duplicate + 0 rejected.",
    notes: ["Lists and analyses keep up with what is stored."],
  });
});

it("says what was not taken", () => {
  const counts = { ...WELL, duplicate: 2_300, rejected: 12, refused: 1, late: 1 };
  expect(prepareVerdict(counts, { ...NO_LAG, waiting: 340, lagSeconds: 14 }, null)).toEqual({
    status: "watch",
    sentence:
      "Everything that arrived in this time range is accounted for, but 12 spans could not be kept: 120,312 received = 118,000 stored + 2,300 duplicate + 12 rejected.",
    notes: [
      "1 request was refused whole; what was in it was not counted.",
      "Lists and analyses are 14.0 s behind: 340 batches wait.",
      "1 span came late: more than an hour after starting.",
    ],
  });
});

it("admits when the parts do not add up", () => {
  expect(prepareVerdict({ ...WELL, stored: 117_999 }, NO_LAG, "7d")).toMatchObject({
    status: "broken",
    sentence:
      "1 span cannot be accounted for in the last 7 days: 120,312 received, but 117,999 stored + 2,312 duplicate + 0 rejected = 120,311.",
  });
});

it("says that nothing arrived", () => {
  const nothing = { ...WELL, requests: 0, received: 0, stored: 0, duplicate: 0 };
  expect(prepareVerdict(nothing, NO_LAG, "1h")).toMatchObject({
    status: "unknown",
    sentence: "Nothing arrived in the last hour.",
  });
});
