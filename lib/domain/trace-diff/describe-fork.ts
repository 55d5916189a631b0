import type { Json } from "../span";
import { textOf } from "../text-of";
import { argumentChanges, valueChanges } from "./build-step-detail";
import type { RunStep } from "./canonical-run";
import type { RowFacts } from "./classify-rows";
import { resultOf } from "./compare-steps";
import { changedInput } from "./input-change";
import { messagesOf, toolCallsIn } from "./messages";
import type { AxisDiff, ForkCause } from "./trace-diff";
import type { VolatilePaths } from "./volatile-paths";

const MAX_LISTED = 3;
const MAX_VALUE = 60;

/** What happened at a fork, in words, without its number: what B did instead of what A did. */
export function describeFork(
  row: RowFacts,
  other: RowFacts | null,
  cause: ForkCause,
  envelope: readonly AxisDiff[],
  paths: VolatilePaths,
): string {
  return `${describeRow(row, other, cause, paths)}${axisRemark(cause, envelope)}`;
}

function describeRow(
  row: RowFacts,
  other: RowFacts | null,
  cause: ForkCause,
  paths: VolatilePaths,
): string {
  const alone = other ?? row;
  if (!alone.stepA || !alone.stepB) return describeAlone(alone, row);
  const { stepA, stepB } = alone;
  switch (stepA.kind) {
    case "retrieval":
      return describeRetrieval(stepA, stepB, cause);
    case "tool":
      return cause.class === "tool_argument"
        ? `${stepA.label} was called with ${firstChange(argumentChanges(stepA, stepB, paths))}`
        : `${stepA.label} returned ${describeResult(stepA, stepB, paths)}`;
    case "decision":
      return `${stepA.label} chose ${branchOf(stepB)} instead of ${branchOf(stepA)}`;
    case "llm":
      return `${describeInput(stepA, stepB, cause)}${describeAnswer(stepA, stepB, row, paths)}`;
    default:
      return `${stepA.label} returned ${describeResult(stepA, stepB, paths)}`;
  }
}

/** One instead of the other where both runs have a step of their own in that place. */
function describeAlone({ stepA, stepB }: RowFacts, { stepA: askedA }: RowFacts): string {
  const name = (step: RunStep) =>
    step.kind === "tool" ? step.label : `${step.kind} ${step.label}`;
  const who = askedA?.kind === "llm" ? "the model called" : "the run went to";
  if (stepB) return `${who} ${name(stepB)}, which the first run did not`;
  return stepA ? `the second run did not go to ${name(stepA)}` : "the runs part";
}

/** "retrieval returned doc_88 instead of doc_12" */
function describeRetrieval(a: RunStep, b: RunStep, { change }: ForkCause): string {
  if (a.span.status.code !== b.span.status.code) return `retrieval ${describeStatus(a, b)}`;
  if (change === "order") {
    const first = b.documents.findIndex((id, rank) => id !== a.documents[rank]);
    return `retrieval returned the same ${b.documents.length} documents in another order: ${short(b.documents[first] ?? "")} at rank ${first + 1} instead of ${short(a.documents[first] ?? "")}`;
  }
  if (change === "content") return "retrieval returned the same documents with other content";
  const inA = new Set(a.documents);
  const inB = new Set(b.documents);
  const added = b.documents.filter((id) => !inA.has(id));
  const removed = a.documents.filter((id) => !inB.has(id));
  if (added.length === 0 && removed.length === 0) return "retrieval returned something else";
  if (removed.length === 0) return `retrieval also returned ${listed(added)}`;
  if (added.length === 0) return `retrieval did not return ${listed(removed)}`;
  return `retrieval returned ${listed(added)} instead of ${listed(removed)}`;
}

function describeResult(a: RunStep, b: RunStep, paths: VolatilePaths): string {
  if (a.span.status.code !== b.span.status.code) return describeStatus(a, b);
  const [first, ...more] = valueChanges(a, b, paths);
  if (first) return firstChange([first, ...more]);
  const text = (step: RunStep) => shown(textOf(resultOf(step.span)));
  return `${text(b)} instead of ${text(a)}`;
}

function describeStatus({ span: a }: RunStep, { span: b }: RunStep): string {
  const why = (message: string | null) => (message === null ? "" : ` (${short(message)})`);
  return b.status.code === "error"
    ? `an error${why(b.status.message)} instead of a result`
    : `a result instead of an error${why(a.status.message)}`;
}

function describeInput(a: RunStep, b: RunStep, cause: ForkCause): string {
  if (cause.class === "context") {
    const change = changedInput(a, b);
    const run = change.what === "cut" && change.side === "a" ? "first" : "second";
    const what =
      change.what === "cut" && change.messages > 0
        ? `${change.messages} of its messages`
        : "part of its input";
    return `the model of the ${run} run did not see ${what}; `;
  }
  if (cause.class === "user_input") return "the user said something else; ";
  if (cause.class === "tool_result") return "the model was told another tool result; ";
  return cause.class === "input" ? "the model was given another input; " : "";
}

function describeAnswer(a: RunStep, b: RunStep, row: RowFacts, paths: VolatilePaths): string {
  if (a.span.status.code !== b.span.status.code) return `the model gave ${describeStatus(a, b)}`;
  const names = (step: RunStep) => [
    ...new Set(toolCallsIn(messagesOf(step.span.output) ?? []).map(({ name }) => name)),
  ];
  const [called, calledBefore] = [names(b), names(a)];
  if (called.join() !== calledBefore.join()) {
    const before = calledBefore.length === 0 ? "answering" : listed(calledBefore);
    return called.length === 0
      ? `the model answered instead of calling ${listed(calledBefore)}`
      : `the model called ${listed(called)} instead of ${before}`;
  }
  if (a.calls !== b.calls) {
    return `the model called ${listed(called)} with ${firstChange(argumentChanges(a, b, paths))}`;
  }
  const features = row.features.filter((feature) => feature !== "wording");
  const what = features.length > 0 ? ` (${features.join(", ").replaceAll("_", " ")})` : "";
  return `the model answered differently${what}`;
}

function firstChange(
  changes: readonly { pointer: string; change: string; a: Json; b: Json }[],
): string {
  const [first] = changes;
  if (!first) return "other values";
  const where = first.pointer.replace(/^\/0\/arguments(?=\/)/, "") || "value";
  const more = changes.length > 1 ? ` and ${changes.length - 1} more` : "";
  if (first.change === "added") return `${where} ${shown(first.b)} added${more}`;
  if (first.change === "removed") return `${where} ${shown(first.a)} left out${more}`;
  return `${where} ${shown(first.b)} instead of ${shown(first.a)}${more}`;
}

function branchOf({ span }: RunStep): string {
  return shown(span.decision?.branch ?? span.output);
}

const SHORT_NAMES: { readonly [axis: string]: string } = {
  retrieval_index: "index",
  memory_policy: "memory policy",
};

/** " (index v41 → v42)", or for sampling that nothing recorded differs. */
function axisRemark({ axis, class: what }: ForkCause, envelope: readonly AxisDiff[]): string {
  if (axis === null) return what === "sampling" ? " (nothing recorded before it differs)" : "";
  const found =
    envelope.find(({ partOf, status }) => partOf === axis && status === "changed") ??
    envelope.find((candidate) => candidate.axis === axis);
  const name = SHORT_NAMES[axis] ?? axis;
  if (!found) return ` (${name} changed)`;
  const [part] = found.parts;
  if (part)
    return ` (${name}: ${part.name} ${part.change === "changed" ? `${shown(part.a)} → ${shown(part.b)}` : `${part.change} changed`.replace(/(added|removed) changed/, "$1")})`;
  if (found.words) return ` (${name} changed)`;
  return ` (${name} ${plain(found.a)} → ${plain(found.b)})`;
}

const plain = (value: Json) => short(typeof value === "string" ? value : JSON.stringify(value));

function shown(value: Json): string {
  return short(JSON.stringify(value) ?? "nothing");
}

function short(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1)}…`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - MAX_LISTED;
  const some = names.slice(0, MAX_LISTED).map(short).join(", ");
  return rest > 0 ? `${some} and ${rest} more` : some;
}
