import protobuf from "protobufjs/minimal.js";

/** A protobuf message being read: the reader stands behind a field's tag. */
export type FieldReader = protobuf.Reader;

export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** How the fields of one message are read, by tag: field number and wire type together. */
export type Fields<Message> = {
  readonly [tag: number]: (message: Message, reader: FieldReader) => void;
};

/** The tag of a field as it stands on the wire. */
export function tag(field: number, wire: keyof typeof WIRE): number {
  return (field << 3) | WIRE[wire];
}

export function readerOf(body: Buffer): FieldReader {
  return protobuf.Reader.create(body);
}

/**
 * Reads fields until `end`. A field that is not listed, or comes with another wire type than the
 * listed one, is skipped, as every protobuf reader does.
 *
 * @throws Error when the bytes are no protobuf or end too early
 */
export function readFields<Message>(
  reader: FieldReader,
  end: number,
  fields: Fields<Message>,
  message: Message,
): Message {
  while (reader.pos < end) {
    const next = reader.uint32();
    const read = fields[next];
    if (read) read(message, reader);
    else reader.skipType(next & 7);
  }
  requireEnd(reader, end);
  return message;
}

/** @throws RangeError when a field went on behind the end of its message */
export function requireEnd(reader: FieldReader, end: number): void {
  if (reader.pos !== end) throw new RangeError("a message runs over its end");
}

/** Reads a length-delimited message. */
export function readMessage<Message>(
  reader: FieldReader,
  fields: Fields<Message>,
  message: Message,
): Message {
  return readFields(reader, endOfMessage(reader), fields, message);
}

/** Reads the length of a message and says where it ends. */
export function endOfMessage(reader: FieldReader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError("a message is cut short");
  return end;
}

/** A fixed 64-bit number as decimal digits, since a JavaScript number cannot hold it exactly. */
export function readFixed64(reader: FieldReader): string {
  const low = reader.fixed32();
  const high = reader.fixed32();
  const whole = high * 2 ** 32 + low;
  if (whole <= Number.MAX_SAFE_INTEGER) return `${whole}`;
  return ((BigInt(high) << 32n) | BigInt(low)).toString();
}

/** A signed varint: a number where a number holds it exactly, its digits otherwise. */
export function readInt64(reader: FieldReader): number | string {
  const small = readSmallInt(reader);
  if (small !== undefined) return small;
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.buf[reader.pos];
    reader.skip(1);
    if (byte === undefined) throw new RangeError("a number is cut short");
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) {
      const signed = BigInt.asIntN(64, value);
      const number = Number(signed);
      return Number.isSafeInteger(number) ? number : signed.toString();
    }
  }
  throw new RangeError("a number is longer than 64 bits");
}

const SMALL_BYTES = 4;

/** A number of at most 28 bits, which most are; undefined, with nothing read, when it is longer. */
function readSmallInt(reader: FieldReader): number | undefined {
  let value = 0;
  for (let at = 0; at < SMALL_BYTES; at += 1) {
    const byte = reader.buf[reader.pos + at];
    if (byte === undefined) return undefined;
    value |= (byte & 0x7f) << (7 * at);
    if (byte < 0x80) {
      reader.skip(at + 1);
      return value;
    }
  }
  return undefined;
}

/** Bytes as lowercase hex. */
export function readHex(reader: FieldReader): string {
  const bytes = reader.bytes();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
