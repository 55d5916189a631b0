/** What was chosen at a decision point, as one text: `point → branch`. */
export type BranchKey = string;

export const KEY_SEPARATOR = " → ";
/** So that key, index entry and page hold it. */
const MAX_PART = 200;

/** The key of a branch; an arrow inside either part becomes `->`, so that the key can be cut again. */
export function branchKey(point: string, branch: string): BranchKey {
  return `${keyPart(point)}${KEY_SEPARATOR}${keyPart(branch)}`;
}

/** The two parts of a key. */
export function parseBranchKey(key: BranchKey): {
  readonly point: string;
  readonly branch: string;
} {
  const at = key.indexOf(KEY_SEPARATOR);
  if (at < 0) return { point: "", branch: key };
  return { point: key.slice(0, at), branch: key.slice(at + KEY_SEPARATOR.length) };
}

/** A part as it stands in a key. */
export function keyPart(text: string): string {
  const line = text.replaceAll("→", "->").replaceAll("\0", "").replace(/\s+/g, " ").trim();
  return line.slice(0, MAX_PART).toWellFormed();
}
