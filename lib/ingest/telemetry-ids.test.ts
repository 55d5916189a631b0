import { expect, it } from "vitest";
import { parseSpanId, parseTraceId } from "./telemetry-ids";

it.each([
  ["570E4965a2c274d2e90802391382b0b0", "570e4965a2c274d2e90802391382b0b0"],
  ["Vw5JZaLCdNLpCAI5E4KwsA==", "570e4965a2c274d2e90802391382b0b0"],
  ["trace_7f", "trace_7f"],
])("keeps trace id %s as %s", (sent, id) => {
  expect(parseTraceId(sent, "traceId")).toBe(id);
});

it("keeps a span id of 24 digits, as some SDKs have them", () => {
  expect(parseSpanId("span_0123456789abcdef01234567", "spanId")).toBe(
    "span_0123456789abcdef01234567",
  );
});

it.each(["", "00000000000000000000000000000000", "a".repeat(129), "a\0b", "\ud800"])(
  "refuses %j, naming the field",
  (sent) => {
    expect(() => parseTraceId(sent, "traceId")).toThrow("traceId");
  },
);
