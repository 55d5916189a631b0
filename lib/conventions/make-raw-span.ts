import { parseJson } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import type { Json } from "@/lib/domain/span";

const LIST_INDEX = /\.\d/;

/** Gives a decoded span the look-ups that dialects read it through. */
export function makeRawSpan(fields: Omit<RawSpan, "json" | "keys" | "lists">): RawSpan {
  const { name, scope, statusCode, statusMessage, startUnixNano } = fields;
  const { attributes, resource, events } = fields;
  let parsed: Map<string, Json | undefined> | undefined;
  let keys: readonly string[] | undefined;
  let lists: ReadonlySet<string> | undefined;
  const keysOnce = () => {
    keys ??= Object.keys(attributes);
    return keys;
  };
  return {
    name,
    scope,
    statusCode,
    statusMessage,
    startUnixNano,
    attributes,
    resource,
    events,
    json(key) {
      const value = attributes[key];
      if (typeof value !== "string") return value;
      parsed ??= new Map();
      if (!parsed.has(key)) parsed.set(key, parseJson(value));
      return parsed.get(key);
    },
    keys: keysOnce,
    lists() {
      lists ??= listsAmong(keysOnce());
      return lists;
    },
  };
}

function listsAmong(keys: readonly string[]): ReadonlySet<string> {
  const lists = new Set<string>();
  for (const key of keys) {
    const end = key.search(LIST_INDEX);
    if (end !== -1) lists.add(key.slice(0, end));
  }
  return lists;
}
