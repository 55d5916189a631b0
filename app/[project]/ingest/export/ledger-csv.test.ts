import { expect, it } from "vitest";
import { ledgerCsvHeader, ledgerCsvLine } from "./ledger-csv";

it("has a cell for every column, and quotes what senders wrote", () => {
  const line = ledgerCsvLine({
    hour: new Date("2026-05-12T14:00:00Z"),
    keyId: 7,
    keyName: "=checkout, old",
    keyPrefix: "tm_abc",
    requests: 3,
    refused: 1,
    received: 10,
    stored: 7,
    duplicate: 2,
    rejected: 1,
    late: 0,
    bytes: 1_000,
    wireBytes: 200,
    storedBytes: 400,
    reasons: [
      { reason: 'got "0"', spans: 1, requests: 1, sample: null },
      { reason: "not gzip", spans: 0, requests: 1, sample: null },
    ],
  });
  expect(line).toBe(
    '2026-05-12T14:00:00.000Z,7,"\'=checkout, old",3,1,10,7,2,1,0,200,1000,400,"got ""0""\nnot gzip"\r\n',
  );
  expect(ledgerCsvHeader().split(",")).toHaveLength(14);
});
