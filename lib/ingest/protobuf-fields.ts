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
  if (reader.pos !== end) throw new RangeError("a message runs over its end");
  return message;
}

/** Reads a length-delimited message. */
export function readMessage<Message>(
  reader: FieldReader,
  fields: Fields<Message>,
  message: Message,
): Message {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError("a message is cut short");
  return readFields(reader, end, fields, message);
}

/** A fixed 64-bit number as decimal digits, since a JavaScript number cannot hold it exactly. */
export function readFixed64(reader: FieldReader): string {
  const { buf, pos } = reader;
  reader.skip(8);
  return Buffer.from(buf.buffer, buf.byteOffset + pos, 8)
    .readBigUInt64LE()
    .toString();
}

/** A signed varint: a number where a number holds it exactly, its digits otherwise. */
export function readInt64(reader: FieldReader): number | string {
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

/** Bytes as lowercase hex. */
export function readHex(reader: FieldReader): string {
  const bytes = reader.bytes();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
