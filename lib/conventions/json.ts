import type { Json, JsonObject } from "@/lib/domain/span";

/** No real payload nests this deep; a hostile one would overflow whatever walks it later. */
const MAX_NESTING = 200;

/** What the text says as JSON, or undefined when it is not JSON or nests deeper than 200 levels. */
export function parseJson(text: string): Json | undefined {
  // Most attributes are prose: looking at the first character spares the cost of a thrown error.
  if (!/^\s*[[{"tfn\d-]/.test(text) || nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nestsTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_NESTING) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > MAX_NESTING) return true;
  }
  return false;
}

/** Where the string that opens at `start` closes; the text's end when it does not. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
  return slashes % 2 === 1;
}

/**
 * A value that some senders write as JSON inside a string. A string holding an object, an array or
 * a quoted string is parsed; any other string is itself, so that "42" and "true" stay text. Empty
 * text and "null" mean that nothing was said.
 */
export function looseJson(value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return value ?? undefined;
  if (value === "" || value === "null") return undefined;
  if (!/^\s*[[{"]/.test(value)) return value;
  return parseJson(value) ?? value;
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function asArray(value: Json | undefined): readonly Json[] | undefined {
  return isArray(value) ? value : undefined;
}

/** Text that is not empty; a number becomes its digits, since ids and versions come as either. */
export function asText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** A finite number, also when it is written as decimal text. */
export function asNumber(value: Json | undefined): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The value at the end of a path of object keys and array indexes, or undefined. */
export function valueIn(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  let current = value;
  for (const step of path) {
    if (typeof step === "number") current = asArray(current)?.[step];
    else current = asObject(current)?.[step];
  }
  return current;
}

/** The first of the object's keys that holds text. */
export function textIn(object: JsonObject, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const text = asText(object[key]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Texts of a list, of a JSON list in a string, or of one plain string. */
export function asTexts(value: Json | undefined): readonly string[] {
  const loose = looseJson(value);
  const list = asArray(loose);
  if (list) return list.flatMap((item) => asText(item) ?? []);
  const one = asText(loose);
  return one === undefined ? [] : [one];
}
