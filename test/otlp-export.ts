import fc from "fast-check";

/** Any text, among it what breaks careless code. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    "",
    "a\0b",
    "__proto__",
    "constructor",
    "\u{1F468}\u200D\u{1F469}",
    "ＡＢＣ",
    "x".repeat(5_000),
  ),
);
const key = fc.oneof(
  text,
  fc.constantFrom(
    "gen_ai.operation.name",
    "gen_ai.request.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "openinference.span.kind",
    "llm.input_messages.3.message.content",
    "llm.output_messages.9999999.message.role",
    "input.value",
    "output.value",
    "metadata",
    "ai.operationId",
    "ai.prompt.messages",
    "traceloop.span.kind",
    "session.id",
    "tag.tags",
    "tidemark.tier",
    "tidemark.eval.attempt",
    "retrieval.documents.1.document.score",
    "langfuse.observation.usage_details",
  ),
);
const nanos = fc
  .bigInt({ min: 1n, max: 18_446_744_073_709_551_615n })
  .map((value) => value.toString());
const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((array) => Buffer.from(array).toString("hex"))
    .filter((id) => /[1-9a-f]/.test(id));

const { anyValue } = fc.letrec((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text.map((stringValue) => ({ stringValue })),
    fc.json().map((stringValue) => ({ stringValue })),
    fc.boolean().map((boolValue) => ({ boolValue })),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((value) => ({ intValue: value.toString() })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((doubleValue) => ({ doubleValue })),
    fc
      .uint8Array({ maxLength: 8 })
      .map((bytes) => ({ bytesValue: Buffer.from(bytes).toString("base64") })),
    fc.array(tie("anyValue"), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc
      .array(fc.record({ key, value: tie("anyValue") }), { maxLength: 3 })
      .map((values) => ({ kvlistValue: { values } })),
  ),
}));
const attributes = fc.array(fc.record({ key, value: anyValue }), { maxLength: 8 });

const span = fc.record({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: fc.oneof(fc.constant(""), hex(8)),
  traceState: text,
  name: text,
  kind: fc.integer({ min: 0, max: 5 }),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  droppedAttributesCount: fc.nat(1_000),
  events: fc.array(fc.record({ name: text, timeUnixNano: nanos, attributes }), { maxLength: 2 }),
  links: fc.array(fc.record({ traceId: hex(16), spanId: hex(8), attributes }), { maxLength: 2 }),
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: text }),
});

/** Any well-formed OTLP/JSON export of a few spans. */
export const anExport = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource: fc.record({ attributes }),
      scopeSpans: fc.array(
        fc.record({
          scope: fc.record({ name: text, version: text, attributes }),
          spans: fc.array(span, { maxLength: 4 }),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 2 },
  ),
});
