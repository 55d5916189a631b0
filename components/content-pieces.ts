/** A stretch of something a sender recorded, by how it is to be shown. */
export type ContentPiece =
  | { readonly form: "text" | "match"; readonly text: string }
  /** Taken out before storing; `what` is the kind of secret that stood there. */
  | { readonly form: "redacted"; readonly what: string }
  /** A file written into the text. Its bytes are of no use to a reader. */
  | { readonly form: "file"; readonly mediaType: string; readonly bytes: number };

const SPECIAL =
  /\[redacted:([^\]\s]{1,64})\]|data:([\w.+-]{1,64}\/[\w.+-]{1,64})?(?:;[\w.=+-]{1,64}){0,4};base64,([A-Za-z0-9+/_-]{40,}={0,2})/g;

/**
 * Cuts a text at redaction marks, at files written as `data:` addresses and at whatever the reader
 * searches for, in that precedence. Put together again the pieces are the whole text.
 *
 * @param needle upper and lower case alike; nothing is marked when empty
 */
export function splitContent(text: string, needle = ""): readonly ContentPiece[] {
  const pieces: ContentPiece[] = [];
  let from = 0;
  for (const found of text.matchAll(SPECIAL)) {
    pieces.push(...splitMatches(text.slice(from, found.index), needle));
    pieces.push(specialPiece(found));
    from = found.index + found[0].length;
  }
  return [...pieces, ...splitMatches(text.slice(from), needle)];
}

function specialPiece([, redacted, mediaType, base64]: RegExpMatchArray): ContentPiece {
  if (redacted !== undefined) return { form: "redacted", what: redacted };
  const digits = (base64 ?? "").replace(/=+$/, "").length;
  return {
    form: "file",
    mediaType: mediaType ?? "text/plain",
    bytes: Math.floor((digits * 3) / 4),
  };
}

/** Enough for a reader; a single letter sought in a megabyte would otherwise be a million marks. */
const MAX_MATCHES = 500;

function splitMatches(text: string, needle: string): ContentPiece[] {
  const pieces: ContentPiece[] = [];
  const haystack = text.toLowerCase();
  const sought = needle.toLowerCase();
  let from = 0;
  // Lower case may be longer than what it was made from; then positions would not fit.
  const isSearchable = sought !== "" && haystack.length === text.length;
  while (isSearchable && pieces.length < 2 * MAX_MATCHES) {
    const at = haystack.indexOf(sought, from);
    if (at < 0) break;
    if (at > from) pieces.push({ form: "text", text: text.slice(from, at) });
    pieces.push({ form: "match", text: text.slice(at, at + sought.length) });
    from = at + sought.length;
  }
  if (from < text.length) pieces.push({ form: "text", text: text.slice(from) });
  return pieces;
}

export type Fold = {
  readonly shown: string;
  /** What the button that unfolds says; null when all of it is shown. */
  readonly more: string | null;
};

const MAX_LINES = 40;
const MAX_CHARACTERS = 8000;
const COUNT = new Intl.NumberFormat("en-US");

/** The first 40 lines of a long text, or fewer when they are very long. */
export function foldText(text: string): Fold {
  let end = -1;
  let lines = 0;
  let cut = text.length;
  do {
    end = text.indexOf("\n", end + 1);
    lines += 1;
    if (lines === MAX_LINES && end >= 0) cut = end;
  } while (end >= 0);
  const shown = text.slice(0, Math.min(cut, MAX_CHARACTERS));
  if (shown.length === text.length) return { shown: text, more: null };
  return {
    shown,
    more:
      lines > MAX_LINES
        ? `Show all ${COUNT.format(lines)} lines`
        : `Show all ${COUNT.format(text.length)} characters`,
  };
}
