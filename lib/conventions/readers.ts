import { asNumber, asText, looseJson, valueIn } from "@/lib/conventions/json";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { tellingReaders } from "@/lib/conventions/reader-plan";
import type { Json } from "@/lib/domain/span";

/** Reads the first of these attributes that holds text. */
export function textAt(...keys: string[]): Reader<string> {
  return (span) => {
    for (const key of keys) {
      const text = asText(span.attributes[key]);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

/** Reads the first of these attributes that holds a number. */
export function numberAt(...keys: string[]): Reader<number> {
  return (span) => {
    for (const key of keys) {
      const number = asNumber(span.attributes[key]);
      if (number !== undefined) return number;
    }
    return undefined;
  };
}

/** Reads the first of these attributes that says anything, unwrapping JSON written as a string. */
export function valueAt(...keys: string[]): Reader<Json> {
  return (span) => {
    for (const key of keys) {
      const value = unwrapped(span, key);
      if (value !== undefined && value !== null && value !== "") return value;
    }
    return undefined;
  };
}

function unwrapped(span: RawSpan, key: string): Json | undefined {
  const value = span.attributes[key];
  if (typeof value !== "string") return value;
  // Through the span, so that a long document is parsed once however many fields ask for it.
  return /^\s*[[{"]/.test(value) ? (span.json(key) ?? value) : looseJson(value);
}

/** Reads text inside an attribute that holds a JSON document. */
export function textInside(key: string, ...path: (string | number)[]): Reader<string> {
  return (span) => {
    if (span.attributes[key] === undefined) return undefined;
    return asText(valueIn(span.json(key), ...path));
  };
}

/** Reads an attribute of the span, or of the process that sent it. */
export function textAtEither(...keys: string[]): Reader<string> {
  const ofSpan = textAt(...keys);
  return (span) => {
    const own = ofSpan(span);
    if (own !== undefined) return own;
    for (const key of keys) {
      const text = asText(span.resource[key]);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

/** What the first of these readers that says something says; undefined when all are silent. */
export function firstOf<Value>(
  readers: readonly Reader<Value>[],
  span: RawSpan,
): Value | undefined {
  for (const reader of tellingReaders(readers, span)) {
    const value = reader(span);
    if (value !== undefined) return value;
  }
  return undefined;
}
