import type { TextChange } from "@/lib/domain/alignment/text-diff";
import type { Json } from "@/lib/domain/span";
import type { AxisDiff, AxisStatus } from "@/lib/domain/trace-diff/trace-diff";

export type AxisChip = {
  readonly axis: string;
  readonly status: AxisStatus;
  readonly note: string;
};

export type AxisRow = {
  readonly id: string;
  readonly axis: string;
  /** Stands below the axis it is a part of. */
  readonly isPart: boolean;
  readonly status: AxisStatus;
  readonly a: string;
  readonly b: string;
  /** "only A says it", "tool refund added" */
  readonly note: string;
};

export type EnvelopeView = {
  /** Every whole axis, in the report's order. */
  readonly chips: readonly AxisChip[];
  /** What changed, and what only one run says, with its parts. */
  readonly rows: readonly AxisRow[];
  /** Word diff of the system prompts; null when they are the same or not recorded. */
  readonly prompt: readonly TextChange[] | null;
};

/** What the two runs were made with, as it is read. */
export function prepareEnvelope(envelope: readonly AxisDiff[]): EnvelopeView {
  return {
    chips: envelope
      .filter(({ partOf }) => partOf === null)
      .map(({ axis, status, missing }) => ({
        axis: axisWord(axis),
        status,
        note: missing === null ? "" : MISSING[missing],
      })),
    rows: envelope.filter(isTold).flatMap(rowsOf),
    prompt: envelope.find(({ words }) => words !== null)?.words ?? null,
  };
}

const isTold = ({ status, missing }: AxisDiff) =>
  status === "changed" || (status === "unknown" && missing !== "both");

const MISSING = {
  a: "A does not say",
  b: "B does not say",
  both: "neither run says",
} as const;

function rowsOf(diff: AxisDiff): AxisRow[] {
  const { axis, partOf, status, missing, a, b, parts } = diff;
  const whole: AxisRow = {
    id: `${partOf ?? ""}/${axis}`,
    axis: axisWord(axis),
    isPart: partOf !== null,
    status,
    a: valueText(a),
    b: valueText(b),
    note: missing === null ? "" : MISSING[missing],
  };
  const inside = parts.map((part) => ({
    id: `${axis}/${part.name}/${part.change}`,
    axis: part.name,
    isPart: true,
    status: "changed" as const,
    a: valueText(part.a),
    b: valueText(part.b),
    note: PART_WORDS[part.change],
  }));
  return [whole, ...inside];
}

const PART_WORDS = {
  added: "added",
  removed: "removed",
  changed: "changed",
  description: "description changed",
  schema: "schema changed",
} as const;

/** "retrieval_index" as "retrieval index". */
export const axisWord = (axis: string) => axis.replaceAll("_", " ");

/** A value on one line; what is not said is a dash. */
export function valueText(value: Json): string {
  if (value === null) return "—";
  return typeof value === "string" ? value : JSON.stringify(value);
}
