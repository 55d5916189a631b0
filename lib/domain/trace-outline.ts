import type { SpanKind } from "./span";

/** As much of a span as a tree with a waterfall is drawn from. */
export type OutlineSpan = {
  readonly spanId: string;
  /** Null for a root; the parent itself may be missing from the trace. */
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  readonly status: "ok" | "error";
  /** Since the trace's first believable start. Negative when the sender gave no time at all. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly modelRequested: string | null;
  readonly modelServed: string | null;
  /** Input and output together; null when the sender counted neither. */
  readonly tokens: number | null;
  readonly costUsd: number | null;
  readonly toolName: string | null;
};

/** Column by column with repeated texts kept once: a third of the size of a list of objects. */
type Packed = {
  readonly texts: readonly string[];
  readonly ids: readonly string[];
  /** Position in `ids`, or -1 for none, or below that into `absent`: -2 is its first. */
  readonly parents: readonly number[];
  readonly absent: readonly string[];
  readonly names: readonly number[];
  readonly kinds: readonly number[];
  readonly statuses: readonly number[];
  readonly starts: readonly number[];
  readonly durations: readonly number[];
  readonly requested: readonly number[];
  readonly served: readonly number[];
  readonly tokens: readonly (number | null)[];
  readonly costs: readonly (number | null)[];
  readonly tools: readonly number[];
};

const NONE = -1;
const FIRST_ABSENT = -2;

/** One string for a whole outline, so that 50 000 spans reach the browser as one value. */
export function encodeOutline(spans: readonly OutlineSpan[]): string {
  const texts = new Numbering();
  const absent = new Numbering();
  const positions = new Map(spans.map((span, position) => [span.spanId, position]));
  const parentNumber = (parentId: string | null) =>
    parentId === null
      ? NONE
      : (positions.get(parentId) ?? FIRST_ABSENT - absent.numberOf(parentId));
  const packed: Packed = {
    ids: spans.map((span) => span.spanId),
    parents: spans.map((span) => parentNumber(span.parentId)),
    names: spans.map((span) => texts.numberOf(span.name)),
    kinds: spans.map((span) => texts.numberOf(span.kind)),
    statuses: spans.map((span) => texts.numberOf(span.status)),
    starts: spans.map((span) => toMicros(span.startMs)),
    durations: spans.map((span) => toMicros(span.durationMs)),
    requested: spans.map((span) => texts.numberOf(span.modelRequested)),
    served: spans.map((span) => texts.numberOf(span.modelServed)),
    tokens: spans.map((span) => span.tokens),
    costs: spans.map((span) => span.costUsd),
    tools: spans.map((span) => texts.numberOf(span.toolName)),
    absent: absent.texts,
    texts: texts.texts,
  };
  return JSON.stringify(packed);
}

/** The outline that `encodeOutline` packed; times come back to the microsecond. */
export function decodeOutline(text: string): readonly OutlineSpan[] {
  // Only encodeOutline writes this text, in the same release of the same program.
  const packed = JSON.parse(text) as Packed;
  const textAt = (position: number | undefined) => packed.texts[position ?? NONE] ?? null;
  const parentAt = (parent: number) =>
    (parent <= FIRST_ABSENT ? packed.absent[FIRST_ABSENT - parent] : packed.ids[parent]) ?? null;
  return packed.ids.map((spanId, row) => ({
    spanId,
    parentId: parentAt(packed.parents[row] ?? NONE),
    name: textAt(packed.names[row]) ?? "",
    // What was a kind or a status before packing still is one.
    kind: (textAt(packed.kinds[row]) ?? "chain") as SpanKind,
    status: (textAt(packed.statuses[row]) ?? "ok") as OutlineSpan["status"],
    startMs: packed.starts[row] ?? 0,
    durationMs: packed.durations[row] ?? 0,
    modelRequested: textAt(packed.requested[row]),
    modelServed: textAt(packed.served[row]),
    tokens: packed.tokens[row] ?? null,
    costUsd: packed.costs[row] ?? null,
    toolName: textAt(packed.tools[row]),
  }));
}

/** Gives each distinct text a number, in order of first sight. */
class Numbering {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string | null): number {
    if (text === null) return NONE;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
