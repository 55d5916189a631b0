import type { Json, JsonObject } from "@/lib/domain/span";
import type { NativeSpan } from "./native-span";

/** Fields of a span that metadata may name, in camelCase or snake_case. */
const FIELDS = [
  "sessionId",
  "userId",
  "agent",
  "provider",
  "environment",
  "release",
  "source",
  "feature",
  "tenant",
  "outcome",
] as const;

const KNOWN = new Set(["model", "tier", "tags", ...FIELDS]);
/** Longer values are no segment that anybody would group by. */
const MAX_SEGMENT_LENGTH = 100;

/**
 * Folds a run's metadata into span fields. What no field is made for becomes a segment when it is a
 * short value, and an attribute `metadata.<key>` otherwise.
 */
export function transcriptMetadata(metadata: { readonly [key: string]: Json }): {
  readonly model: string | null;
  readonly root: Partial<NativeSpan>;
} {
  const named = new Map(Object.entries(metadata).map(([key, value]) => [camelCase(key), value]));
  const text = (key: string) => {
    const value = named.get(key);
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  };
  const fields = Object.fromEntries(FIELDS.map((field) => [field, text(field)]));
  const tags = named.get("tags");
  const tier = text("tier");
  return {
    model: text("model"),
    root: {
      ...fields,
      tier: tier === null ? null : { served: tier },
      tags: Array.isArray(tags) ? tags.map(String) : null,
      ...othersOf(metadata),
    },
  };
}

function othersOf(metadata: { readonly [key: string]: Json }): Partial<NativeSpan> {
  const others = Object.entries(metadata).filter(([key]) => !KNOWN.has(camelCase(key)));
  const segments = others.filter((entry): entry is [string, string | number | boolean] =>
    isShort(entry[1]),
  );
  const rest = others.filter(([, value]) => !isShort(value) && value !== null);
  const attributes: JsonObject = Object.fromEntries(
    rest.map(([key, value]) => [`metadata.${key}`, value]),
  );
  return { segments: Object.fromEntries(segments), attributes };
}

function isShort(value: Json): boolean {
  if (typeof value === "string") return value.length <= MAX_SEGMENT_LENGTH;
  return typeof value === "number" || typeof value === "boolean";
}

const camelCase = (key: string) =>
  key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
