// Long enough for any name a person chose, short enough for an index entry of 2 704 bytes.
const MAX_COLUMN_LENGTH = 600;

/**
 * Text as the columns beside `body` can hold it: without NUL characters and lone surrogates, and
 * clipped, since columns only serve lists and sums. The whole text is in `body`.
 */
export function columnText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const clipped = text.length > MAX_COLUMN_LENGTH ? text.slice(0, MAX_COLUMN_LENGTH) : text;
  const clean = clipped.includes("\0") ? clipped.replaceAll("\0", "\uFFFD") : clipped;
  return clean.toWellFormed();
}
