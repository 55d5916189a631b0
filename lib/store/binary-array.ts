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
  for (const value of values) size += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const array = header(OID.text, values.length, size);
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) {
      at = array.writeInt32BE(NULL_LENGTH, at);
    } else {
      const written = array.write(value, at + 4);
      array.writeInt32BE(written, at);
      at += 4 + written;
    }
  }
  return array;
}

/** A `double precision[]`. */
export function doubleArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.doublePrecision, 8, values, (array, value, at) =>
    array.writeDoubleBE(value, at),
  );
}

/** A `bigint[]` of numbers that are whole. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  return fixedArray(OID.bigint, 8, values, (array, value, at) =>
    array.writeBigInt64BE(BigInt(value), at),
  );
}

/** An `integer[]`. */
export function integerArray(values: readonly number[]): Buffer {
  return fixedArray(OID.integer, 4, values, (array, value, at) => array.writeInt32BE(value, at));
}

const DAYS_TO_2000 = 10_957;

/** A `date[]` of days written YYYY-MM-DD. */
export function dateArray(days: readonly string[]): Buffer {
  return fixedArray(OID.date, 4, days, (array, day, at) =>
    array.writeInt32BE(Date.parse(day) / 86_400_000 - DAYS_TO_2000, at),
  );
}

const MICROS_TO_2000 = 946_684_800_000_000n;

/** A `timestamptz[]` of nanoseconds since 1970 as decimal digits, kept to the microsecond. */
export function timestampArray(nanos: readonly string[]): Buffer {
  return fixedArray(OID.timestamptz, 8, nanos, (array, value, at) =>
    array.writeBigInt64BE(BigInt(value) / 1_000n - MICROS_TO_2000, at),
  );
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
