import type { Json, Span } from "../span";
import { textOf } from "../text-of";
import { matchesGlob } from "../tiers/glob";
import { actsOf } from "./acts-of";

/** How a branch shows in a trace that does not name it. Every field that is there holds on one span. */
export type Detector = {
  /** Name of the tool a span ran, with `*`. */
  readonly tool?: string | undefined;
  /** What a model call did, as `actsOf` says it, with `*`: `handoff*`, `refuse`, `tool:refund`. */
  readonly action?: string | undefined;
  /** The tool returned more rows than these. */
  readonly rowsOver?: number | undefined;
  /** The tool returned fewer rows than these. */
  readonly rowsUnder?: number | undefined;
  /** Stands somewhere in what the span gave out, in any case, with `*`. */
  readonly output?: string | undefined;
};

const MAX_TEXT = 20_000;
const ROW_KEYS = ["rows", "results", "items", "data", "records", "documents", "hits", "matches"];

/** Whether a span shows the branch. A detector without fields shows nothing. */
export function detects(detector: Detector, span: Span): boolean {
  const { tool, action, rowsOver, rowsUnder, output } = detector;
  const checks: boolean[] = [];
  if (tool !== undefined) checks.push(isTool(span, tool));
  if (action !== undefined) {
    checks.push((actsOf(span) ?? []).some((act) => matchesGlob(action, act)));
  }
  if (rowsOver !== undefined || rowsUnder !== undefined) {
    checks.push(isBetween(rowsOf(span), rowsOver, rowsUnder));
  }
  if (output !== undefined) checks.push(saysSomewhere(span, output));
  return checks.length > 0 && checks.every((holds) => holds);
}

function isTool({ kind, tool }: Span, pattern: string): boolean {
  return kind === "tool" && tool?.name != null && matchesGlob(pattern, tool.name);
}

function isBetween(rows: number | null, over: number | undefined, under: number | undefined) {
  if (rows === null) return false;
  return (over === undefined || rows > over) && (under === undefined || rows < under);
}

function saysSomewhere(span: Span, pattern: string): boolean {
  const text = textOf(span.tool?.result ?? span.output).slice(0, MAX_TEXT);
  return matchesGlob(`*${pattern}*`, text);
}

/** How many rows a tool or a search gave back; null when its result is no list. */
export function rowsOf({ retrieval, tool, output }: Span): number | null {
  if (retrieval) return retrieval.documents.length;
  if (!tool) return null;
  return rowsIn(parsed(tool.result ?? output));
}

function rowsIn(value: Json): number | null {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== "object" || value === null) return null;
  const object = value as { readonly [key: string]: Json };
  const known = ROW_KEYS.map((key) => object[key]).find((list) => Array.isArray(list));
  if (Array.isArray(known)) return known.length;
  const lists = Object.values(object).filter((list): list is Json[] => Array.isArray(list));
  return lists.length === 1 ? (lists[0]?.length ?? null) : null;
}

function parsed(value: Json): Json {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
