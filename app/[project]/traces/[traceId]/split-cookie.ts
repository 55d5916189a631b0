/** Remembers, in percent, how wide the reader made the tree. */
export const SPLIT_COOKIE = "tidemark_trace_split";

const DEFAULT_PERCENT = 56;

/** The remembered width, or a sensible one. */
export function parseSplit(raw: string | undefined): number {
  const percent = Number.parseFloat(raw ?? "");
  return Number.isFinite(percent) ? percent : DEFAULT_PERCENT;
}
