import type { StoredText } from "./text-pages";

/*
 * Columns as one-dimensional arrays in Postgres' binary wire form: nothing is escaped on the way
 * and nothing parsed on arrival. pg sends a Buffer parameter as binary.
 * Source: src/backend/utils/adt/arrayfuncs.c (array_recv), timestamp.c (timestamptz_recv).
 */

const OID = {
  text: 25,
  bigint: 20,
  date: 1082,
  doublePrecision: 701,
  timestamptz: 1184,
  integer: 23,
} as const;
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/** A `text[]`. The texts must hold no NUL character. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let size = HEADER_BYTES;
  for (const value of values) size += 4 + (value === null ? 0 : value.length);
  // Mostly one byte a character. Counting them first would take as long as writing them does.
  let array = header(OID.text, values.length, size + (size >> 4));
  let at = HEADER_BYTES;
  for (const value of values) {
    array = withRoom(array, at, value ?? "");
    if (value === null) {
      at = array.writeInt32BE(NULL_LENGTH, at);
    } else {
      const written = array.write(value, at + 4);
      array.writeInt32BE(written, at);
      at += 4 + written;
    }
  }
  return array.subarray(0, at);
}

/** A `text[]` of texts that are bytes already. */
export function storedTextArray(values: readonly StoredText[]): Buffer {
  let size = HEADER_BYTES;
  for (const { start, end } of values) size += 4 + end - start;
  const array = header(OID.text, values.length, size);
  let at = HEADER_BYTES;
  for (const { bytes, start, end } of values) {
    at = array.writeInt32BE(end - start, at);
    at += bytes.copy(array, at, start, end);
  }
  return array;
}

const MAX_BYTES_A_UNIT = 3;

/** The array itself, or a longer one when the text and its length do not fit behind `at`. */
function withRoom(array: Buffer, at: number, text: string): Buffer {
  if (array.length - at >= 4 + text.length * MAX_BYTES_A_UNIT) return array;
  const needed = at + 4 + Buffer.byteLength(text);
  if (needed <= array.length) return array;
  const longer = Buffer.allocUnsafe(Math.max(needed, 2 * array.length));
  array.copy(longer, 0, 0, at);
  return longer;
}

/** A `double precision[]`. */
export function doubleArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.doublePrecision, 8, values, (array, value, at) =>
    array.writeDoubleBE(value, at),
  );
}

/** A `bigint[]` of numbers that are whole. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.bigint, 8, values, (array, value, at) => writeInteger(array, value, at));
}

/** An `integer[]`. */
export function integerArray(values: readonly number[]): Buffer {
  return fixedArray(OID.integer, 4, values, (array, value, at) => array.writeInt32BE(value, at));
}

const DAYS_TO_2000 = 10_957;

/** A `date[]` of days written YYYY-MM-DD. */
export function dateArray(days: readonly string[]): Buffer {
  let last = "";
  let number = 0;
  return fixedArray(OID.date, 4, days, (array, day, at) => {
    // Mostly all of them are the same.
    if (day !== last) {
      last = day;
      number = Date.parse(day) / 86_400_000 - DAYS_TO_2000;
    }
    array.writeInt32BE(number, at);
  });
}

const MICROS_TO_2000 = 946_684_800_000_000;
const TWO_TO_32 = 2 ** 32;

/** A `timestamptz[]` of nanoseconds since 1970 as decimal digits, kept to the microsecond. */
export function timestampArray(nanos: readonly string[]): Buffer {
  return fixedArray(OID.timestamptz, 8, nanos, (array, value, at) =>
    writeMicros(array, value.slice(0, -3), at),
  );
}

function writeMicros(array: Buffer, micros: string, at: number): number {
  const number = Number(micros);
  if (number <= Number.MAX_SAFE_INTEGER) return writeInteger(array, number - MICROS_TO_2000, at);
  return array.writeBigInt64BE(BigInt(micros) - BigInt(MICROS_TO_2000), at);
}

/** Eight bytes of a whole number that is exact, several times as fast as by way of a bigint. */
function writeInteger(array: Buffer, value: number, at: number): number {
  const high = Math.floor(value / TWO_TO_32);
  return array.writeUInt32BE(value - high * TWO_TO_32, array.writeInt32BE(high, at));
}

function fixedArray<Value>(
  oid: number,
  bytes: number,
  values: readonly (Value | null)[],
  write: (array: Buffer, value: Value, at: number) => void,
): Buffer {
  const array = header(oid, values.length, HEADER_BYTES + values.length * (4 + bytes));
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) {
      at = array.writeInt32BE(NULL_LENGTH, at);
    } else {
      write(array, value, array.writeInt32BE(bytes, at));
      at += 4 + bytes;
    }
  }
  return array.subarray(0, at);
}

function header(oid: number, length: number, size: number): Buffer {
  const array = Buffer.allocUnsafe(size);
  array.writeInt32BE(1, 0);
  // Says that there may be nulls; Postgres looks for itself.
  array.writeInt32BE(1, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
