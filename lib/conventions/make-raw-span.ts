import { parseJson } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import type { Json } from "@/lib/domain/span";

/** Gives a decoded span the look-ups that dialects read it through. */
export function makeRawSpan(fields: Omit<RawSpan, "json" | "keys">): RawSpan {
  const { attributes } = fields;
  let parsed: Map<string, Json | undefined> | undefined;
  let keys: readonly string[] | undefined;
  return {
    ...fields,
    json(key) {
      const value = attributes[key];
      if (typeof value !== "string") return value;
      parsed ??= new Map();
      if (!parsed.has(key)) parsed.set(key, parseJson(value));
      return parsed.get(key);
    },
    keys() {
      keys ??= Object.keys(attributes);
      return keys;
    },
  };
}
