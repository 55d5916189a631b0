import type { Json, JsonObject } from "../span";
import { canonicalText } from "./canonical-text";
import { type GeneratedValues, maskGenerated } from "./generated-values";
import type { Interner } from "./interner";
import { patternOfPath, type VolatilePaths, type VolatileReason } from "./volatile-paths";

/** A value that was left out of a comparison. */
export type IgnoredValue = {
  readonly path: string;
  readonly reason: VolatileReason;
  readonly value: Json;
};

/** Where a value is read from, and what was left out on the way. */
type Reading = {
  readonly path: (string | number)[];
  /** Null where what is left out has been told elsewhere. */
  readonly ignored: IgnoredValue[] | null;
  /** Somebody chose these values: a moment among them means something. */
  readonly isChosen: boolean;
};

/** Reads the JSON of one run into canonical numbers. */
export class CanonicalValues {
  readonly #texts = new Map<string, number>();
  readonly #chosenTexts = new Map<string, number>();

  constructor(
    readonly interner: Interner,
    readonly paths: VolatilePaths,
    readonly own: GeneratedValues,
    readonly other: GeneratedValues,
  ) {}

  /** The number of a value below `root` of a span; what is ignored on the way goes into `ignored`. */
  read(value: Json, root: string, ignored: IgnoredValue[] | null, isChosen = false): number {
    return this.#json(value, { path: [root], ignored, isChosen });
  }

  /** A text as it is compared. */
  canonical(text: string, isChosen = false): string {
    return canonicalText(maskGenerated(text, this.own, this.other, isChosen));
  }

  #json(value: Json, reading: Reading): number {
    if (typeof value === "string") return this.#text(value, reading);
    if (value === null || typeof value !== "object") {
      return this.interner.text(`\0${canonicalScalar(value)}`);
    }
    return isList(value) ? this.#list(value, reading) : this.#object(value, reading);
  }

  #list(items: readonly Json[], reading: Reading): number {
    return this.interner.list(
      items.map((item, position) => {
        reading.path.push(position);
        const id = this.#json(item, reading);
        reading.path.pop();
        return id;
      }),
    );
  }

  #object(object: JsonObject, reading: Reading): number {
    const entries: [string, number][] = [];
    for (const [key, value] of Object.entries(object)) {
      reading.path.push(key);
      const reason = this.paths.reasonOf(reading.path);
      if (reason === null) entries.push([key, this.#json(value, reading)]);
      else reading.ignored?.push({ path: patternOfPath(reading.path), reason, value });
      reading.path.pop();
    }
    return this.interner.record(entries);
  }

  #text(text: string, reading: Reading): number {
    const memory = reading.isChosen ? this.#chosenTexts : this.#texts;
    const known = memory.get(text);
    if (known !== undefined) return known;
    const before = reading.ignored?.length;
    const parsed = parsedJson(text);
    const id = parsed === undefined ? this.#prose(text, reading) : this.#json(parsed, reading);
    if (reading.ignored?.length === before) memory.set(text, id);
    return id;
  }

  #prose(text: string, { path, ignored, isChosen }: Reading): number {
    const masked = maskGenerated(text, this.own, this.other, isChosen);
    if (masked !== text) {
      ignored?.push({ path: patternOfPath(path), reason: "built_in", value: text });
    }
    return this.interner.text(canonicalText(masked));
  }
}

/** Numbers that differ by less than one part in a billion are one number. */
export function canonicalScalar(value: null | boolean | number): string {
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(9)));
}

/** The object or list that a text holds as JSON; undefined when it holds neither. */
export function parsedJson(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text) || !/[\]}]\s*$/.test(text)) return undefined;
  try {
    const parsed: Json = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
