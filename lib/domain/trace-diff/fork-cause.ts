import type { SpanKind } from "../span";
import type { RowFacts } from "./classify-rows";
import { documentChange } from "./compare-steps";
import { compatibility } from "./envelope-axes";
import { changedInput } from "./input-change";
import type { AxisDiff, ForkCause } from "./trace-diff";

type Plain = Pick<ForkCause, "class" | "axis">;

/** Why two runs part at this row, as far as the row and the envelopes show it. */
export function forkCause(row: RowFacts, envelope: readonly AxisDiff[]): ForkCause {
  const kind = (row.stepA ?? row.stepB)?.kind ?? "chain";
  const fits = (axis: AxisDiff) =>
    axis.partOf === null && compatibility(axis.axis, kind, row.features.includes("tool_calls")) > 0;
  const unknownAxes = envelope
    .filter((axis) => axis.status === "unknown" && fits(axis))
    .map(({ axis }) => axis);
  return { ...plainCause(row), change: retrievalChange(row), unknownAxes };
}

function plainCause(row: RowFacts): Plain {
  const { stepA, stepB, axes, input } = row;
  if (!stepA || !stepB) return ofStepAlone(row);
  const [axis = null] = byFit(row);
  if (input === "different" && !row.class.startsWith("origin")) {
    if (stepA.kind === "tool") return { class: "tool_argument", axis: pick(axes, "harness") };
    return MODEL_SPEAKS.has(stepA.kind) ? ofInput(row) : { class: "input", axis: null };
  }
  const own = OWN_CLASS[stepA.kind];
  if (own !== undefined) return { class: own, axis };
  if (axis !== null) return { class: "envelope", axis };
  return { class: MODEL_SPEAKS.has(stepA.kind) ? "sampling" : "harness", axis };
}

/** Steps whose other result is a cause by itself, whatever axis is behind it. */
const OWN_CLASS: { readonly [Kind in SpanKind]?: ForkCause["class"] } = {
  retrieval: "retrieval",
  embedding: "retrieval",
  tool: "tool_result",
  memory: "memory",
};
const MODEL_SPEAKS = new Set<SpanKind>(["llm", "decision"]);

function ofStepAlone({ stepA, stepB }: RowFacts): Plain {
  const kind = (stepA ?? stepB)?.kind ?? "chain";
  return { class: MODEL_SPEAKS.has(kind) ? "sampling" : "harness", axis: null };
}

function ofInput({ stepA, stepB, axes }: RowFacts): Plain {
  if (!stepA || !stepB) return { class: "input", axis: null };
  const change = changedInput(stepA, stepB);
  if (change.what === "cut") {
    return { class: "context", axis: pick(axes, "harness") ?? pick(axes, "memory_policy") };
  }
  if (change.what === "message" && change.role === "tool")
    return { class: "tool_result", axis: null };
  if (change.what === "message" && change.role === "user" && !change.isFirst) {
    return { class: "user_input", axis: null };
  }
  return { class: "input", axis: null };
}

const pick = (axes: readonly string[], axis: string) => (axes.includes(axis) ? axis : null);

/** The changed axes that explain this kind of step best, first. */
function byFit({ axes, stepA, features }: RowFacts): string[] {
  const kind = stepA?.kind ?? "chain";
  const fitOf = (axis: string) => compatibility(axis, kind, features.includes("tool_calls"));
  return [...axes].sort((a, b) => fitOf(b) - fitOf(a) || rank(a) - rank(b));
}

/** What changes behaviour most goes first among axes that fit as well. */
const STRENGTH = ["model", "prompt", "tools", "retrieval_index", "embedder", "sampling"];
const rank = (axis: string) =>
  (STRENGTH.indexOf(axis) + STRENGTH.length + 1) % (STRENGTH.length + 1);

function retrievalChange({ stepA, stepB }: RowFacts): ForkCause["change"] {
  if (stepA?.kind !== "retrieval" || !stepB) return null;
  if (stepA.documents.length + stepB.documents.length === 0) return null;
  return documentChange(stepA.documents, stepB.documents);
}
