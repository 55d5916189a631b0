import { AppError } from "@/lib/errors";

const MAX_UINT64 = 18_446_744_073_709_551_615n;

/**
 * An OTLP timestamp as decimal digits, from either way JSON senders write a 64-bit integer.
 * Absent means "not set", which OTLP writes as 0.
 *
 * @throws AppError `invalid_input` when it is no unsigned 64-bit integer
 */
export function parseNanos(sent: unknown, field: string): string {
  if (sent === undefined || sent === null || sent === "") return "0";
  const isDigits = typeof sent === "string" && /^\d{1,20}$/.test(sent);
  const isWhole = typeof sent === "number" && Number.isInteger(sent) && sent >= 0 && sent < 2 ** 64;
  const nanos = isDigits || isWhole ? BigInt(sent) : undefined;
  if (nanos === undefined || nanos > MAX_UINT64) {
    throw new AppError("invalid_input", `${field} is no time in nanoseconds since 1970`, {
      [field]: sent,
    });
  }
  return nanos.toString();
}

/** The moment to the millisecond; finer digits are dropped. */
export function dateOfNanos(nanos: string): Date {
  return new Date(Number(nanos.slice(0, -6)));
}

/** Whether one time is before another. Digits without zeros in front are in order by length first. */
export function isEarlier(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

/** The nanoseconds of a date, as decimal digits; a time before 1970 becomes 1970, where OTLP time begins. */
export function nanosOfDate(date: Date): string {
  return (BigInt(Math.max(0, date.getTime())) * 1_000_000n).toString();
}

/**
 * The nanoseconds of an ISO 8601 time with offset, which may carry nine digits of a second.
 *
 * @throws AppError `invalid_input` when it is no time
 */
export function nanosOfText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    throw new AppError("invalid_input", `"${iso.slice(0, 40)}" is no time`);
  }
  const finer = /\.\d{3}(\d{1,6})/.exec(iso)?.[1] ?? "";
  return (BigInt(nanosOfDate(date)) + BigInt(finer.padEnd(6, "0"))).toString();
}
