import { parseJson } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { planOf } from "@/lib/conventions/reader-plan";
import type { Json } from "@/lib/domain/span";

const LIST_INDEX = /\.\d/;

/** Gives a decoded span the look-ups that dialects read it through. */
export function makeRawSpan(fields: SentSpan): RawSpan {
  return new DecodedSpan(fields);
}

type SentSpan = Omit<RawSpan, "json" | "keys" | "lists" | "plan">;

class DecodedSpan implements RawSpan {
  readonly name: string;
  readonly scope: string;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly startUnixNano: string;
  readonly attributes: RawSpan["attributes"];
  readonly resource: RawSpan["resource"];
  readonly events: RawSpan["events"];
  readonly plan: RawSpan["plan"];
  readonly #keys: readonly string[];
  #parsed: Map<string, Json | undefined> | undefined;
  #lists: ReadonlySet<string> | undefined;

  constructor(sent: SentSpan) {
    this.name = sent.name;
    this.scope = sent.scope;
    this.statusCode = sent.statusCode;
    this.statusMessage = sent.statusMessage;
    this.startUnixNano = sent.startUnixNano;
    this.attributes = sent.attributes;
    this.resource = sent.resource;
    this.events = sent.events;
    this.#keys = Object.keys(sent.attributes);
    this.plan = planOf(this);
  }

  json(key: string): Json | undefined {
    const value = this.attributes[key];
    if (typeof value !== "string") return value;
    this.#parsed ??= new Map();
    if (!this.#parsed.has(key)) this.#parsed.set(key, parseJson(value));
    return this.#parsed.get(key);
  }

  keys(): readonly string[] {
    return this.#keys;
  }

  lists(): ReadonlySet<string> {
    this.#lists ??= listsAmong(this.#keys);
    return this.#lists;
  }
}

function listsAmong(keys: readonly string[]): ReadonlySet<string> {
  const lists = new Set<string>();
  for (const key of keys) {
    const end = key.search(LIST_INDEX);
    if (end !== -1) lists.add(key.slice(0, end));
  }
  return lists;
}
