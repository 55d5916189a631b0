import type { Range, TimeWindow } from "./time-window";

/** Which part of a project's traffic an analysis looks at. Null means that it is not narrowed. */
export type AnalysisScope = {
  /** By the trace's start. */
  readonly window: TimeWindow;
  /** Set when the window was asked for as a length back from now, and moves on with it. */
  readonly range: Range | null;
  readonly feature: string | null;
  readonly environment: string | null;
  readonly tenant: string | null;
  /** Every one of these must hold; empty when not narrowed. */
  readonly segments: Readonly<Record<string, string>>;
};

const SCOPE_NAMES: ReadonlySet<string> = new Set([
  "from",
  "to",
  "range",
  "feature",
  "environment",
  "tenant",
]);
const SEGMENT_PREFIX = "segment.";

/** Whether a parameter, other than a segment, is one that every analysis understands. */
export function isScopeName(name: string): boolean {
  return SCOPE_NAMES.has(name);
}

/** The segment that a parameter such as `segment.plan` names; undefined for any other parameter. */
export function segmentOf(name: string): string | undefined {
  return name.startsWith(SEGMENT_PREFIX) ? name.slice(SEGMENT_PREFIX.length) : undefined;
}

/**
 * The query string that asks for a scope again: what is not narrowed is left out, and a window
 * that ends at "now" stays one. Segments are in the order of their names.
 */
export function formatScope(scope: AnalysisScope): string {
  const { window, range, segments } = scope;
  const search = new URLSearchParams();
  if (range !== null) search.set("range", range);
  else {
    search.set("from", window.from.toISOString());
    search.set("to", window.to.toISOString());
  }
  for (const name of ["feature", "environment", "tenant"] as const) {
    const value = scope[name];
    if (value !== null) search.set(name, value);
  }
  for (const [key, value] of Object.entries(segments).sort(([a], [b]) => (a < b ? -1 : 1))) {
    search.set(`${SEGMENT_PREFIX}${key}`, value);
  }
  return search.toString();
}

/** The part of a query string that every analysis understands, to be taken to the next page. */
export function scopeOfQuery(search: URLSearchParams): string {
  const shared = [...search].filter(([name]) => isScopeName(name) || segmentOf(name) !== undefined);
  return new URLSearchParams(shared).toString();
}
