import fc from "fast-check";
import protobuf from "protobufjs/minimal.js";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { anExport } from "@/test/otlp-export";
import { encodeExport } from "@/test/otlp-protobuf";
import { decodeOtlpJson } from "./decode-otlp-json";
import { decodeOtlpProtobuf } from "./decode-otlp-protobuf";
import { spanOfOtlp } from "./otlp-span";

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const oneSpan = (span: unknown) => ({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
const attributesOf = (...attributes: unknown[]) => {
  const [decoded] = decodeOtlpJson(json(oneSpan({ attributes })));
  return decoded && "value" in decoded ? decoded.value.attributes : decoded;
};

/** A span whose attribute is an array in an array, `depth` times, and a good span behind it. */
function deepExport(depth: number): Buffer {
  const field = (number: number, content: Buffer) =>
    Buffer.from(
      protobuf.Writer.create()
        .uint32((number << 3) | 2)
        .bytes(content)
        .finish(),
    );
  let value = field(1, Buffer.from("x"));
  for (let level = 0; level < depth; level += 1) value = field(5, field(1, value));
  const span = field(9, Buffer.concat([field(1, Buffer.from("k")), field(2, value)]));
  return field(1, field(2, Buffer.concat([field(2, span), field(2, Buffer.alloc(0))])));
}

describe("both encodings", () => {
  it("say the same of any well-formed export", () => {
    fc.assert(
      fc.property(anExport, (sent) => {
        const fromJson = decodeOtlpJson(json(sent));
        expect(decodeOtlpProtobuf(encodeExport(sent))).toEqual(fromJson);
        expect(fromJson.every((decoded) => "value" in decoded)).toBe(true);
      }),
    );
  });

  it("make canonical spans of any well-formed export, without losing an attribute", () => {
    fc.assert(
      fc.property(anExport, (sent) => {
        for (const decoded of decodeOtlpJson(json(sent))) {
          if (!("value" in decoded)) throw new Error(decoded.error);
          const span = spanOfOtlp(decoded.value, new Date());
          expect(span.attributes).toBe(decoded.value.attributes);
          expect(JSON.stringify(span)).toContain(JSON.stringify(decoded.value.statusMessage));
        }
      }),
    );
  });

  it("refuse or decode any bytes, and never fail otherwise", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // Bytes that nearly are an export.
      fc.tuple(anExport, fc.nat(), fc.nat(255)).map(([sent, at, byte]) => {
        const encoded = encodeExport(sent);
        if (encoded.length > 0) encoded[at % encoded.length] = byte;
        return encoded;
      }),
    );
    fc.assert(
      fc.property(bytes, (sent) => {
        for (const decode of [decodeOtlpProtobuf, decodeOtlpJson]) {
          try {
            decode(Buffer.from(sent));
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("JSON", () => {
  it.each([
    [{ intValue: "7" }, 7],
    [{ intValue: 7 }, 7],
    [{ intValue: "9223372036854775807" }, "9223372036854775807"],
    [{ doubleValue: "NaN" }, "NaN"],
    [{ doubleValue: "-Infinity" }, "-Infinity"],
    [{ doubleValue: 0.1 }, 0.1],
    [{ boolValue: false }, false],
    [{ stringValue: "" }, ""],
    [{ arrayValue: {} }, []],
    [{ futureValue: 1 }, null],
    [null, null],
  ])("reads the value %j as %j", (value, read) => {
    expect(attributesOf({ key: "k", value })).toEqual({ k: read });
  });

  it("takes a key named __proto__ for a key", () => {
    const attributes = attributesOf({ key: "__proto__", value: { stringValue: "x" } });
    expect(Object.getPrototypeOf(attributes)).toBeNull();
    expect(JSON.stringify(attributes)).toBe('{"__proto__":"x"}');
  });

  it("keeps the good spans beside one that cannot be read, and says why", () => {
    const decoded = decodeOtlpJson(
      json({ resourceSpans: [{ scopeSpans: [{ spans: [{ name: 5 }, { name: "good" }, 7] }] }] }),
    );
    expect(decoded).toMatchObject([
      { error: "name is not text" },
      { value: { name: "good" } },
      { error: "a span is not an object" },
    ]);
  });

  it("refuses attributes that are nested without end, and only their span", () => {
    let value: unknown = { stringValue: "x" };
    for (let depth = 0; depth < 200; depth += 1) value = { arrayValue: { values: [value] } };
    const deep = oneSpan({ attributes: [{ key: "k", value }] });
    const refused = { error: expect.stringContaining("nested deeper") };
    expect(decodeOtlpJson(json(deep))).toEqual([refused]);
    expect(decodeOtlpProtobuf(deepExport(200))).toEqual([refused, { value: expect.anything() }]);
  });

  it.each(["", "[]", "null", "{", '{"resourceSpans":5}'])("refuses the body %j", (body) => {
    expect(() => decodeOtlpJson(Buffer.from(body))).toThrow(AppError);
  });
});

describe("spans that say too little", () => {
  const received = new Date("2026-03-01T12:00:00Z");
  const decode = (span: object) => {
    const [decoded] = decodeOtlpJson(json(oneSpan({ traceId: "ab", spanId: "cd", ...span })));
    if (!decoded || !("value" in decoded)) throw new Error("not decoded");
    return spanOfOtlp(decoded.value, received);
  };

  it("stands at the time it arrived when it carries none, and is marked", () => {
    expect(decode({})).toMatchObject({
      startedAt: received,
      endedAt: received,
      clockSuspect: true,
    });
  });

  it("keeps an end before its start, marked", () => {
    const span = decode({ startTimeUnixNano: "2000000000", endTimeUnixNano: "1000000000" });
    expect(span).toMatchObject({
      startedAt: new Date(2_000),
      endedAt: new Date(1_000),
      clockSuspect: true,
    });
  });

  it("is refused without a trace id", () => {
    expect(() => decode({ traceId: "" })).toThrow("traceId is missing");
  });
});
