import { hash } from "node:crypto";

/*
 * A body refers to content by its hash between two characters that JSON text never holds as they
 * are: JSON writes U+0001 as an escape, so a reference cannot be forged by what is inside a span.
 */

const MARK = "\u0001";
/** No hash begins with it. */
const IN_STRING = '"';
/** 22 characters of base64url hold 132 bits: enough that no two texts of a project ever meet. */
const HASH_LENGTH = 22;

/** A piece of JSON text that is stored once per project. */
export type ContentUnit = { readonly hash: string; readonly data: string };

export function contentHash(data: string): string {
  return hash("sha256", data, "base64url").slice(0, HASH_LENGTH);
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

function referTo(data: string, units: ContentUnit[]): string {
  const unit = { hash: contentHash(data), data };
  units.push(unit);
  return unit.hash;
}

/** Text as it stands between the quotes of a JSON string. */
export const insideString = (text: string) => JSON.stringify(text).slice(1, -1);

const hashOf = (reference: string) =>
  reference.startsWith(IN_STRING) ? reference.slice(IN_STRING.length) : reference;

/** The hashes that a body refers to, in order, repeated as they are. */
export function hashesIn(body: string): string[] {
  if (!body.includes(MARK)) return [];
  return body
    .split(MARK)
    .filter((_, index) => index % 2 === 1)
    .map(hashOf);
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
    const reference = parts[index] ?? "";
    const data = contents.get(hashOf(reference));
    if (data === undefined) throw new Error(`Content ${hashOf(reference)} is not there`);
    parts[index] = reference.startsWith(IN_STRING) ? insideString(data) : data;
  }
  return parts.join("");
}
