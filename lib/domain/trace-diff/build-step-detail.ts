import { diffSentences } from "../alignment/text-diff";
import type { Json } from "../span";
import type { RunStep } from "./canonical-run";
import { resultOf } from "./compare-steps";
import { diffJson } from "./diff-json";
import { diffMessages } from "./diff-messages";
import { diffRetrieval } from "./diff-retrieval";
import { messagesOf, toolCallsIn } from "./messages";
import type { JsonChange, MessageDiff, StepDetail } from "./step-detail";
import type { VolatilePaths } from "./volatile-paths";

const MAX_CHANGES = 100;
const MAX_TEXT = 100_000;

/** What differs inside two paired steps, closely. */
export function buildStepDetail(
  a: RunStep,
  b: RunStep,
  features: readonly string[],
  summary: string,
  paths: VolatilePaths,
): StepDetail {
  const input = conversationDiff(a.span.input, b.span.input);
  const output = conversationDiff(resultOf(a.span), resultOf(b.span));
  const args = argumentChanges(a, b, paths);
  const values = valueChanges(a, b, paths);
  const hasDocuments = a.span.retrieval !== null || b.span.retrieval !== null;
  return {
    summary,
    features,
    arguments: args.slice(0, MAX_CHANGES),
    values: values.slice(0, MAX_CHANGES),
    retrieval: hasDocuments ? diffRetrieval(a.span.retrieval, b.span.retrieval) : null,
    input: input.changes,
    output: output.changes,
    isCut: Math.max(args.length, values.length) > MAX_CHANGES || input.isCut || output.isCut,
  };
}

export function argumentChanges(a: RunStep, b: RunStep, paths: VolatilePaths): JsonChange[] {
  if (a.kind === "tool") {
    const of = ({ span }: RunStep) => span.tool?.arguments ?? span.input;
    return diffJson(of(a), of(b), "arguments", paths);
  }
  const calls = ({ span }: RunStep): Json =>
    toolCallsIn(messagesOf(span.output) ?? []).map((call) => ({
      name: call.name,
      arguments: call.arguments,
    }));
  return a.kind === "llm" ? diffJson(calls(a), calls(b), "arguments", paths) : [];
}

export function valueChanges(a: RunStep, b: RunStep, paths: VolatilePaths): JsonChange[] {
  const pairs: [string, Json, Json][] = [
    ["result", structured(resultOf(a.span)), structured(resultOf(b.span))],
  ];
  if (a.kind !== "tool") pairs.push(["input", structured(a.span.input), structured(b.span.input)]);
  return pairs.flatMap(([root, left, right]) =>
    diffJson(left, right, root, paths).map((change) =>
      root === "input" ? { ...change, pointer: `/input${change.pointer}` } : change,
    ),
  );
}

/** Conversations are compared as such, and plain text by sentence. */
function structured(value: Json): Json {
  return typeof value === "object" && messagesOf(value) === null ? value : null;
}

function conversationDiff(a: Json, b: Json): { changes: MessageDiff[]; isCut: boolean } {
  if (typeof a === "string" && typeof b === "string" && a !== b) {
    const sentences = diffSentences(a.slice(0, MAX_TEXT), b.slice(0, MAX_TEXT));
    return {
      changes: [{ a: 0, b: 0, role: "text", change: "changed", sentences }],
      isCut: Math.max(a.length, b.length) > MAX_TEXT,
    };
  }
  return diffMessages(a, b);
}
