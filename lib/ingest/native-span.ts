import { z } from "zod";
import { type Json, SPAN_KINDS } from "@/lib/domain/span";
import { MAX_DEPTH } from "./json-depth";

const text = z.string();
/** A field that may be left out or null, both of which mean "not said". */
const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);
const optionalText = maybe(text);
const id = text.min(1).max(128);
const count = maybe(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER));
const moment = z.iso.datetime({
  offset: true,
  error: "must be a time with offset, e.g. 2026-03-01T12:00:00Z",
});

/** Any JSON. JSON.parse made it, so its type needs no check; its depth is checked by the caller. */
const json = z.custom<Json>(
  (value) => value !== undefined,
  `must be JSON of depth ${MAX_DEPTH} or less`,
);
const record = z.record(text, json);
const optionalJson = json.optional().transform((value) => value ?? null);

/** Versions and segments are names, however a sender writes them. */
const textRecord = z
  .record(text, z.union([text, z.number(), z.boolean()]).transform(String))
  .nullish()
  .transform((value) => value ?? {});

const document = z.strictObject({
  id: optionalText,
  score: maybe(z.number()),
  content: optionalText,
  metadata: optionalJson,
});

/**
 * One span of our own JSON. Only the ids, the name and the two times are needed; what is left out is
 * unknown. A field that is not listed is refused by name rather than lost.
 */
export const nativeSpan = z.strictObject({
  traceId: id,
  spanId: id,
  // Some senders write the absent parent of a root as an empty text.
  parentId: maybe(text.max(128)).transform((value) => value || null),
  name: text,
  kind: maybe(z.enum(SPAN_KINDS)),
  startedAt: moment,
  endedAt: moment,
  status: maybe(z.strictObject({ code: z.enum(["ok", "error"]), message: optionalText })),
  model: maybe(
    z.strictObject({ requested: optionalText, served: optionalText, fingerprint: optionalText }),
  ),
  provider: optionalText,
  sampling: maybe(record),
  finishReason: optionalText,
  usage: maybe(
    z.strictObject({
      inputTokens: count,
      cachedInputTokens: count,
      cacheWriteInputTokens: count,
      outputTokens: count,
      reasoningTokens: count,
    }),
  ),
  costUsd: maybe(z.number().min(0)),
  timeToFirstTokenMs: maybe(z.number().min(0)),
  input: optionalJson,
  output: optionalJson,
  tool: maybe(
    z.strictObject({
      name: optionalText,
      callId: optionalText,
      arguments: optionalJson,
      result: optionalJson,
      definitions: maybe(z.array(json)),
      rawBytes: count,
    }),
  ),
  retrieval: maybe(
    z.strictObject({
      query: optionalText,
      index: optionalText,
      documents: z
        .array(document)
        .nullish()
        .transform((list) => list ?? []),
    }),
  ),
  decision: maybe(
    z.strictObject({
      point: optionalText,
      branch: text,
      options: maybe(z.array(text)),
      runnerUp: optionalText,
      margin: maybe(z.number()),
    }),
  ),
  sessionId: optionalText,
  userId: optionalText,
  agent: optionalText,
  prompt: maybe(
    z.strictObject({
      name: optionalText,
      version: maybe(z.union([text, z.number()]).transform(String)),
    }),
  ),
  environment: optionalText,
  release: optionalText,
  source: optionalText,
  feature: optionalText,
  tenant: optionalText,
  segments: textRecord,
  tier: maybe(
    z.strictObject({
      served: optionalText,
      intended: optionalText,
      reason: optionalText,
      rule: optionalText,
    }),
  ),
  envelope: textRecord,
  eval: maybe(
    z.strictObject({
      suite: optionalText,
      run: optionalText,
      case: optionalText,
      attempt: maybe(z.number().int().min(0).max(2_147_483_647)),
    }),
  ),
  outcome: optionalText,
  rerunOf: optionalText,
  actor: optionalText,
  tags: z
    .array(text)
    .nullish()
    .transform((list) => list ?? []),
  attributes: record.nullish().transform((value) => value ?? {}),
});

/** A span as our own JSON writes it. */
export type NativeSpan = z.input<typeof nativeSpan>;
export type ParsedNativeSpan = z.output<typeof nativeSpan>;
