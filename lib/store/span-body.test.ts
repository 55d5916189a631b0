import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, Span } from "@/lib/domain/span";
import { aSpan } from "@/test/span";
import { type ContentUnit, fillBody, referencesIn } from "./content-reference";
import { encodeSpan } from "./encode-span";
import { decodeSpan } from "./span-body";

const contentsOf = (units: readonly ContentUnit[]) =>
  new Map(units.map(({ hash, data }) => [hash, data]));

const readBack = (span: Span) => {
  const { body, units } = encodeSpan(span);
  return decodeSpan(fillBody(body, contentsOf(units)));
};

/** Postgres text holds neither NUL nor half a surrogate pair. */
const isStorable = (text: string) => !text.includes("\0") && text.isWellFormed();

const long = fc.string({ minLength: 100, maxLength: 400, unit: "binary" });
const anyJson = fc.oneof(
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
  fc.array(fc.record({ role: fc.string(), parts: fc.array(long) })),
  long,
) as fc.Arbitrary<Json>;

describe("a span's body", () => {
  it("gives back any span as it was", () => {
    fc.assert(
      fc.property(
        anyJson,
        anyJson,
        fc.dictionary(fc.string(), anyJson),
        (input, output, attributes) => {
          const span = aSpan({
            input,
            output,
            attributes: {
              ...attributes,
              raw: JSON.stringify(input),
              cut: JSON.stringify(output).slice(3),
            },
            tool: {
              name: "t",
              callId: null,
              arguments: input,
              result: output,
              definitions: [
                { name: "t", description: "what it does ".repeat(20), parameters: input },
              ],
              rawBytes: null,
            },
          });
          expect(readBack(span)).toEqual(span);
          for (const { data } of encodeSpan(span).units) expect(isStorable(data)).toBe(true);
        },
      ),
    );
  });

  it("cannot be made to refer to content by what is inside a span", () => {
    const span = aSpan({ input: "\u0001AAAAAAAAAAAAAAAAAAAAAA\u0001", name: "\u0001x\u0001" });
    const { body, units } = encodeSpan(span);
    expect(referencesIn(body).map(({ hash }) => hash)).toEqual(units.map((unit) => unit.hash));
    expect(readBack(span)).toEqual(span);
  });

  it("refers twice to what stands in two places", () => {
    const messages = [
      { role: "system", parts: [{ type: "text", content: "be kind ".repeat(40) }] },
    ];
    const one = encodeSpan(aSpan({ input: messages }));
    const two = encodeSpan(aSpan({ input: [...messages, { role: "user", parts: [] }] }));
    expect(two.units).toEqual(one.units);
    expect(one.body.length).toBeLessThan(1_500);
  });

  it("keeps a message once that is sent as text and read as input", () => {
    const messages = [{ role: "user", parts: [{ type: "text", content: 'say "no" '.repeat(40) }] }];
    const sent = { "gen_ai.input.messages": JSON.stringify(messages) };
    const span = aSpan({ input: messages, attributes: sent });
    expect(new Set(encodeSpan(span).units.map(({ hash }) => hash)).size).toBe(1);
    expect(readBack(span)).toEqual(span);
  });

  it("says which content is missing rather than showing a span without it", () => {
    const { body } = encodeSpan(aSpan({ input: "x".repeat(1_000) }));
    expect(() => fillBody(body, new Map())).toThrow(/is not there/);
  });

  it("keeps a growing history in a body that hardly grows", () => {
    const message = (index: number) => ({
      role: "user",
      parts: [{ type: "text", content: `${index} \u0000 "quoted" ${"said ".repeat(index % 40)}` }],
    });
    const spanOf = (length: number) => {
      const input = Array.from({ length }, (_, index) => message(index));
      return aSpan({ kind: "llm", input, attributes: { raw: JSON.stringify(input) } });
    };
    for (const span of [7, 8, 9, 100].map(spanOf)) expect(readBack(span)).toEqual(span);
    const grown = encodeSpan(spanOf(80)).body.length - encodeSpan(spanOf(40)).body.length;
    expect(grown).toBeLessThan(400);
  });

  it("takes nothing inside a sent string for a reference", () => {
    const raw = JSON.stringify(Array.from({ length: 9 }, () => ({ a: "x".repeat(200) })));
    const spans = ["\u0001", "\u0000", "\ud800"].map((odd) =>
      aSpan({ attributes: { raw: raw.replace("x", `${odd}AAAAAAAAAAAAAAAAAAAAAA${odd}`) } }),
    );
    expect(spans.map(readBack)).toEqual(spans);
  });

  it("writes once what an attribute says in the very words of the input", () => {
    const input = [{ role: "user", parts: [{ type: "text", content: "hello ".repeat(50) }] }];
    const raw = JSON.stringify(input);
    const odd = { a: "\u0001input", b: "\u0001", c: "\u0001\u0001output" };
    const span = aSpan({ input, output: [...input], attributes: { raw, ...odd } });
    expect(readBack(span)).toEqual(span);
    expect(encodeSpan(span).units).toHaveLength(2);
    expect(encodeSpan(span).body).not.toContain("hello");
  });

  it("writes times, status and OpenTelemetry's remainder where they are unusual", () => {
    const otel = { kind: 3, traceState: "a=b", flags: 1, statusCode: 2, statusMessage: "m" };
    const spans = [
      aSpan({ startUnixNano: "0", endUnixNano: "5", startedAt: new Date(9), endedAt: new Date(7) }),
      aSpan({ status: { code: "error", message: null }, clockSuspect: true, droppedCount: 3 }),
      aSpan({ status: { code: "ok", message: "said" } }),
      aSpan({ otel: { ...otel, scopeAttributes: { x: 1 } } }),
      aSpan({ otel: { ...otel, kind: 0, scopeAttributes: {} } }),
    ];
    expect(spans.map(readBack)).toEqual(spans);
  });
});
