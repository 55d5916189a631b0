import fc from "fast-check";
import { expect, it } from "vitest";
import { dateOfNanos, nanosOfDate, parseNanos } from "./nanos";

it("recovers every millisecond, whatever the finer digits", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(1), max: new Date("2500-01-01"), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999_999 }),
      (date, extra) => {
        const nanos = (BigInt(nanosOfDate(date)) + BigInt(extra)).toString();
        expect(dateOfNanos(parseNanos(nanos, "t"))).toEqual(date);
      },
    ),
  );
});

it.each([
  [undefined, "0"],
  [null, "0"],
  ["", "0"],
  ["007", "7"],
  [1_700_000_000_000_000_000, "1700000000000000000"],
  ["18446744073709551615", "18446744073709551615"],
])("reads %j as %s", (sent, nanos) => {
  expect(parseNanos(sent, "startTimeUnixNano")).toBe(nanos);
});

it.each(["-5", "1.5", "1e9", "18446744073709551616", 1.5, -1, Number.NaN, 2 ** 64, {}, true])(
  "refuses %j, naming the field",
  (sent) => {
    expect(() => parseNanos(sent, "startTimeUnixNano")).toThrow("startTimeUnixNano");
  },
);
