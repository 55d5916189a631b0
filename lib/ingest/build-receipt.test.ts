import { expect, it } from "vitest";
import { aSpan } from "@/test/span";
import { buildReceipt, sampleOf } from "./build-receipt";

const delivery = {
  projectId: 1,
  keyId: 2,
  receivedAt: new Date("2026-05-12T14:00:00Z"),
  bytes: 500,
  wireBytes: 100,
};

it("counts what was found, rejected spans included, and sums these by reason", () => {
  const receipt = buildReceipt(
    delivery,
    [aSpan(), aSpan()],
    [
      { reason: "no trace id", sample: null },
      { reason: "too deep", sample: "plan" },
      { reason: "no trace id", sample: "answer" },
    ],
  );
  expect(receipt).toMatchObject({ ...delivery, received: 5 });
  expect(receipt.rejected).toEqual([
    { reason: "no trace id", spans: 2, sample: "answer" },
    { reason: "too deep", spans: 1, sample: "plan" },
  ]);
});

it("calls a span late that started more than an hour before it arrived", () => {
  const spans = ["12:59:59.999", "13:00:00.000", "14:00:00.000", "23:00:00.000"].map((time) =>
    aSpan({ startedAt: new Date(`2026-05-12T${time}Z`) }),
  );
  expect(buildReceipt(delivery, spans, []).late).toBe(1);
});

it.each([
  [{ name: "answer", spanId: "b7" }, "answer"],
  [{ name: "", spanId: "b7" }, "b7"],
  [{ name: 5 }, null],
  ["answer", null],
  [null, null],
])("names %j by %j", (item, sample) => {
  expect(sampleOf(item, "name", "spanId")).toBe(sample);
});
