import { hash } from "node:crypto";

/*
 * A body refers to content by its hash between two characters that JSON text never holds as they
 * are: JSON writes U+0001 as an escape, so a reference cannot be forged by what is inside a span.
 */

const MARK = "\u0001";
/** No hash begins with either: the content stands inside a string; it has references of its own. */
const IN_STRING = '"';
const NESTED = "[";
/** 22 characters of base64url hold 132 bits: enough that no two texts of a project ever meet. */
const HASH_LENGTH = 22;

/** A piece of JSON text that is stored once per project. */
export type ContentUnit = { readonly hash: string; readonly data: string };

/** Looking a longer text up costs as much as hashing it again; what is kept must stay small. */
const MAX_KNOWN_LENGTH = 4_096;
const MAX_KNOWN_CHARACTERS = 2 * 1024 * 1024;

/** Hashes of texts met lately: prompts and history come again with every call. */
const known = {
  recent: new Map<string, string>(),
  older: new Map<string, string>(),
  characters: 0,
};

export function contentHash(data: string): string {
  if (data.length > MAX_KNOWN_LENGTH) return hashOf(data);
  const recent = known.recent.get(data);
  if (recent !== undefined) return recent;
  const name = known.older.get(data) ?? hashOf(data);
  if (known.characters + data.length > MAX_KNOWN_CHARACTERS) {
    known.older = known.recent;
    known.recent = new Map();
    known.characters = 0;
  }
  known.characters += data.length;
  known.recent.set(ownCopy(data), name);
  return name;
}

function hashOf(data: string): string {
  return hash("sha256", data, "base64url").slice(0, HASH_LENGTH);
}

/** A part of a text holds on to all of it; a copy does not. */
function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

/** Puts a unit among `units` and returns the reference that stands for it. */
export function refer(data: string, units: ContentUnit[]): string {
  return MARK + referTo(data, units) + MARK;
}

/**
 * The same where the unit stands inside a JSON string, whose escapes are left to `fillBody`: a message
 * sent as text in an attribute is then the same content as in the span's input.
 */
export function referInString(data: string, units: ContentUnit[]): string {
  // Postgres text holds neither; their escapes it does hold.
  if (data.includes("\0") || !data.isWellFormed()) return refer(insideString(data), units);
  return MARK + IN_STRING + referTo(data, units) + MARK;
}

/** Puts a run of units, in which references stand for these, among `units`, and returns its reference. */
export function referToRun(data: string, isInString: boolean, units: ContentUnit[]): string {
  return MARK + (isInString ? IN_STRING : "") + NESTED + referTo(data, units) + MARK;
}

/** Whether text from outside would be taken for a reference inside a run. */
export const holdsMark = (text: string) => text.includes(MARK);

function referTo(data: string, units: ContentUnit[]): string {
  const unit = { hash: contentHash(data), data };
  units.push(unit);
  return unit.hash;
}

/** Text as it stands between the quotes of a JSON string. */
export const insideString = (text: string) => JSON.stringify(text).slice(1, -1);

/** One place in a body that content belongs in. */
export type ContentReference = {
  readonly hash: string;
  readonly isInString: boolean;
  /** Its content has references of its own, to content without any. */
  readonly isNested: boolean;
};

function parseReference(text: string): ContentReference {
  const isInString = text.startsWith(IN_STRING);
  const rest = isInString ? text.slice(IN_STRING.length) : text;
  const isNested = rest.startsWith(NESTED);
  return { isInString, isNested, hash: isNested ? rest.slice(NESTED.length) : rest };
}

/** What a body refers to, in order, repeated as it is. */
export function referencesIn(body: string): ContentReference[] {
  if (!body.includes(MARK)) return [];
  return body
    .split(MARK)
    .filter((_, index) => index % 2 === 1)
    .map(parseReference);
}

/**
 * The body with its content in place.
 *
 * @throws Error when content is missing, which would mean that something kept was lost
 */
export function fillBody(body: string, contents: ReadonlyMap<string, string>): string {
  if (!body.includes(MARK)) return body;
  const parts = body.split(MARK);
  for (let index = 1; index < parts.length; index += 2) {
    const { hash, isInString, isNested } = parseReference(parts[index] ?? "");
    const stored = contents.get(hash);
    if (stored === undefined) throw new Error(`Content ${hash} is not there`);
    const data = isNested ? fillBody(stored, contents) : stored;
    parts[index] = isInString ? insideString(data) : data;
  }
  return parts.join("");
}
