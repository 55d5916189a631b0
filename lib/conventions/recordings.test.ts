import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeRawSpan } from "@/lib/conventions/make-raw-span";
import { normalise } from "@/lib/conventions/normalise";
import type { Json } from "@/lib/domain/span";
import { expected as aisdk5 } from "@/test/recordings/aisdk5.expected";
import { expected as aisdk7 } from "@/test/recordings/aisdk7-genai.expected";
import { expected as oiLangchain } from "@/test/recordings/oi-langchain.expected";
import { expected as oiOpenai } from "@/test/recordings/oi-openai.expected";
import { recordedFactsOf } from "@/test/recordings/recorded-span";
import { expected as traceloop } from "@/test/recordings/traceloop.expected";

const ROOT = join(process.cwd(), "../shared/data/recorded");

type AnyValue = {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
};
type KeyValue = { readonly key: string; readonly value: AnyValue };
type Otlp = {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly scope?: { readonly name?: string };
      readonly spans: readonly {
        readonly spanId: string;
        readonly name: string;
        readonly startTimeUnixNano: string;
        readonly attributes?: readonly KeyValue[];
        readonly events?: readonly {
          readonly name: string;
          readonly attributes?: readonly KeyValue[];
        }[];
        readonly status?: { readonly code?: number; readonly message?: string };
      }[];
    }[];
  }[];
};

function jsonOf(value: AnyValue): Json {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(jsonOf);
  if (value.kvlistValue) return recordOf(value.kvlistValue.values);
  return value.stringValue ?? value.doubleValue ?? value.boolValue ?? null;
}

function recordOf(attributes: readonly KeyValue[] = []) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, jsonOf(value)]));
}

/** The facts of every span of a recording, by span id. */
function factsOf(recording: string) {
  const folder = join(ROOT, recording);
  const files = readdirSync(folder).filter((file) => file.endsWith(".decoded.json"));
  return new Map(
    files.flatMap((file) => {
      const otlp: Otlp = JSON.parse(readFileSync(join(folder, file), "utf8"));
      return otlp.resourceSpans.flatMap(({ resource, scopeSpans }) =>
        scopeSpans.flatMap(({ scope, spans }) =>
          spans.map((span) => {
            const raw = makeRawSpan({
              name: span.name,
              scope: scope?.name ?? "",
              statusCode: span.status?.code ?? 0,
              statusMessage: span.status?.message ?? "",
              startUnixNano: span.startTimeUnixNano,
              attributes: recordOf(span.attributes),
              resource: recordOf(resource?.attributes),
              events: (span.events ?? []).map((event) => ({
                name: event.name,
                at: new Date(0),
                attributes: recordOf(event.attributes),
              })),
            });
            return [span.spanId, { name: span.name, ...recordedFactsOf(normalise(raw)) }] as const;
          }),
        ),
      );
    }),
  );
}

describe.skipIf(!existsSync(ROOT))("recordings", () => {
  it.each([
    ["aisdk5", aisdk5],
    ["aisdk7-genai", aisdk7],
    ["oi-langchain", oiLangchain],
    ["oi-openai", oiOpenai],
    ["traceloop", traceloop],
  ])("%s: every span says what its sender meant", (recording, expected) => {
    const facts = factsOf(recording);
    expect(facts.size).toBe(expected.length);
    for (const { span, parent: _, ...expectation } of expected) {
      expect(facts.get(span), `${span} ${expectation.name}`).toEqual(expectation);
    }
  });
});
