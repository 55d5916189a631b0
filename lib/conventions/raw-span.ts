import type { Json, JsonObject, SpanEvent } from "@/lib/domain/span";

/** A span as a sender wrote it, before any dialect is read. What a dialect's readers are given. */
export type RawSpan = {
  readonly name: string;
  /** Name of the instrumentation scope, e.g. "ai" or "@traceloop/node-server-sdk"; "" when unset. */
  readonly scope: string;
  /** OTLP status code: 0 unset, 1 ok, 2 error. */
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly startUnixNano: string;
  /** Null-prototype records, so a key named `__proto__` is a key like any other. */
  readonly attributes: JsonObject;
  readonly resource: JsonObject;
  readonly events: readonly SpanEvent[];
  /**
   * The attribute as JSON: a string holding JSON is parsed (once per span), anything else is
   * returned as it is. Undefined when the key is absent or the string is not JSON.
   */
  json(key: string): Json | undefined;
  /** The attributes' keys, in the order sent; listed once per span. */
  keys(): readonly string[];
  /** What is known of readers for spans with the same keys; undefined when nothing is. */
  readonly plan: ReaderPlan | undefined;
  /** The beginnings of keys that spread a list: `a.b` where there is an `a.b.0.c`. */
  lists(): ReadonlySet<string>;
};

/** Reads one canonical field the way one dialect writes it; undefined when this dialect is silent. */
export type Reader<Value> = (span: RawSpan) => Value | undefined;

/** What is known of readers, for all spans with the same keys. */
export type ReaderPlan = {
  /** By list, its readers without those that are silent. */
  readonly lists: Map<unknown, readonly Reader<unknown>[]>;
  /** By reader, what it says of every such span; a mark when that depends on more than keys. */
  readonly answers: Map<Reader<unknown>, unknown>;
};
