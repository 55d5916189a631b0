import { rankBiasedOverlap } from "../alignment/rank-overlap";
import { rememberTokens, sharedShare, textSimilarity } from "../alignment/text-similarity";
import type { Json, Span, SpanKind } from "../span";
import { textOf } from "../text-of";
import type { RunStep } from "./canonical-run";
import { jsonLeaves, leafSimilarity } from "./json-leaves";
import { messagesOf, toolCallsIn } from "./messages";
import type { VolatilePaths } from "./volatile-paths";

/** Part of a step: how alike it is, and how much that counts. Null where a run does not say. */
type Part = readonly [weight: number, similarity: number | null];

/** Tools of another name are hardly ever the same step, whatever they were given. */
const MAX_OF_OTHER_TOOL = 0.3;
/** Of a text, so much is read to find its step. */
const MAX_CHARACTERS = 1_500;

/** How alike two steps are, 0 … 1; 0 for steps of different kinds. */
export type StepSimilarity = (a: RunStep, b: RunStep) => number;

/** Reads what the steps hold. */
export function closeSimilarity(paths: VolatilePaths): StepSimilarity {
  const read = rememberTokens();
  return (a, b) =>
    similarity(a, b, {
      input: () => contentSimilarity(a.input, b.input, () => inputSimilarity(a, b, paths)),
      output: () =>
        contentSimilarity(a.output, b.output, () =>
          textSimilarity(outputText(a.span), outputText(b.span), read),
        ),
      calls: () => (a.calls === b.calls ? 1 : calledShare(a.span, b.span)),
      documents: () => [
        sharedShare(new Set(a.documents), new Set(b.documents)),
        rankBiasedOverlap(a.documents, b.documents),
      ],
    });
}

/** Tells only whether parts are equal: for tables of many thousand pairs. */
export const roughSimilarity: StepSimilarity = (a, b) => {
  if (a.kind !== b.kind) return 0;
  if (a.self === b.self) return 1;
  const isNamesake = a.label === b.label;
  const input = a.messages && b.messages ? prefixShare(a, b) : a.input === b.input ? 1 : 0;
  const similar = (isNamesake ? 0.4 : 0) + 0.35 * input + (a.output === b.output ? 0.25 : 0);
  return a.kind === "tool" && !isNamesake ? Math.min(MAX_OF_OTHER_TOOL, similar) : similar;
};

type Parts = {
  readonly input: () => number | null;
  readonly output: () => number | null;
  readonly calls: () => number;
  readonly documents: () => readonly [number, number | null];
};

function similarity(a: RunStep, b: RunStep, parts: Parts): number {
  if (a.kind !== b.kind) return 0;
  if (a.self === b.self) return 1;
  const name = a.label === b.label ? 1 : 0;
  const similar = mean((PARTS_OF_KIND[a.kind] ?? PARTS_OF_ANY)(a, b, name, parts));
  return a.kind === "tool" && name === 0 ? Math.min(MAX_OF_OTHER_TOOL, similar) : similar;
}

type PartsOf = (a: RunStep, b: RunStep, name: number, parts: Parts) => Part[];

const PARTS_OF_ANY: PartsOf = (_a, _b, name, { input, output }) => [
  [0.5, name],
  [0.25, input()],
  [0.25, output()],
];

const PARTS_OF_KIND: { readonly [Kind in SpanKind]?: PartsOf } = {
  tool: (_a, _b, name, { input, output }) => [
    [0.4, name],
    [0.35, input()],
    [0.25, output()],
  ],
  llm: (a, b, name, { input, output, calls }) => [
    [0.25, name],
    [0.3, a.messages && b.messages ? prefixShare(a, b) : input()],
    [0.25, a.output === null || b.output === null ? null : calls()],
    [0.2, output()],
  ],
  retrieval: (a, b, _name, { input, documents }) => {
    const [shared, ranked] = documents();
    const isKnown = a.documents.length + b.documents.length > 0;
    return [
      [0.4, input()],
      [0.4, isKnown ? shared : null],
      [0.2, ranked],
    ];
  },
  decision: (a, b, name) => [
    [0.6, name],
    [0.4, a.span.decision?.branch === b.span.decision?.branch ? 1 : 0],
  ],
};

/** Over the parts that are known. */
function mean(parts: readonly Part[]): number {
  let sum = 0;
  let weights = 0;
  for (const [weight, value] of parts) {
    if (value === null) continue;
    sum += weight * value;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

function contentSimilarity(a: number | null, b: number | null, look: () => number): number | null {
  if (a === null || b === null) return null;
  return a === b ? 1 : look();
}

/** Messages from the start that both conversations share, over all. */
function prefixShare(a: RunStep, b: RunStep): number {
  const lengthA = a.messages?.length ?? 0;
  const lengthB = b.messages?.length ?? 0;
  let low = 0;
  let high = Math.min(lengthA, lengthB);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.prefixes[middle] === b.prefixes[middle]) low = middle;
    else high = middle - 1;
  }
  return lengthA + lengthB === 0 ? 1 : (2 * low) / (lengthA + lengthB);
}

function inputSimilarity(a: RunStep, b: RunStep, paths: VolatilePaths): number {
  if (a.kind === "tool") {
    const leaves = ({ span }: RunStep) =>
      jsonLeaves(span.tool?.arguments ?? span.input, "arguments", paths);
    return leafSimilarity(leaves(a), leaves(b));
  }
  const text = ({ span }: RunStep) => shortText(span.retrieval?.query ?? span.input);
  return textSimilarity(text(a), text(b));
}

function outputText(span: Span): string {
  const result = span.kind === "tool" ? span.tool?.result : null;
  return shortText(result ?? span.output);
}

const shortText = (value: Json) => textOf(value).slice(0, MAX_CHARACTERS);

function calledShare(a: Span, b: Span): number {
  const names = (span: Span) =>
    new Set(toolCallsIn(messagesOf(span.output) ?? []).map(({ name }) => name));
  const left = names(a);
  const right = names(b);
  return left.size + right.size === 0 ? 1 : 0.7 * sharedShare(left, right);
}
