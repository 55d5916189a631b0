import type { Span, SpanKind } from "../span";
import { buildTraceTree } from "../trace-tree";
import type { CanonicalValues } from "./canonical-values";
import { joinRetries } from "./join-retries";
import { type StepContent, stepContent } from "./step-content";
import { groupByTime } from "./time-groups";

/** A step of one run: a span, or the attempts at one call. */
export type RunStep = StepContent & {
  readonly span: Span;
  readonly kind: SpanKind;
  readonly label: string;
  /** Position of the parent in `Run.steps`; -1 at the top. */
  readonly parent: number;
  readonly depth: number;
  /** Positions of the children, in order. */
  readonly children: readonly number[];
  /** The children again, those that ran at the same time together. */
  readonly groups: readonly (readonly number[])[];
  readonly attempts: number;
  /** Equal for equal steps, children left out. */
  readonly self: number;
  /** Equal for equal steps with equal children; those of one group in any order. */
  readonly whole: number;
};

/** One run, ready to be compared: parents before children, siblings by start. */
export type Run = { readonly steps: readonly RunStep[]; readonly roots: RunStep["groups"] };

type Draft = { -readonly [Key in keyof RunStep]: RunStep[Key] } & { readonly children: number[] };

export function canonicalRun(spans: readonly Span[], values: CanonicalValues): Run {
  const startsMs = startsOf(spans);
  const tree = buildTraceTree(
    spans.map(({ spanId, parentId, status }, index) => ({
      spanId,
      parentId,
      status: status.code,
      startMs: startsMs[index] ?? 0,
    })),
  );
  const contents = spans.map((span) => stepContent(span, values));
  const labels = spans.map((span) => labelOf(span, values));
  const childrenOf = spans.map((): number[] => []);
  const tops: number[] = [];
  for (const node of tree.nodes) {
    const parent = tree.nodes[node.parent];
    (parent ? childrenOf[parent.span] : tops)?.push(node.span);
  }
  const isSame = (a: number, b: number) =>
    spans[a]?.kind === spans[b]?.kind && labels[a] === labels[b];
  const join = (siblings: readonly number[]) =>
    joinRetries(siblings, spans, contents, isSame, (index) => childrenOf[index]?.length ?? 0);
  const steps: Draft[] = [];
  const pending = join(tops)
    .map((attempt) => ({ ...attempt, parent: -1 }))
    .reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { span: index, attempts, parent } = next;
    const span = spans[index];
    const content = contents[index];
    if (!span || !content) continue;
    const position = steps.length;
    const above = steps[parent];
    above?.children.push(position);
    // Field by field: a spread of this many takes longer than all that is read of them.
    steps.push({
      input: content.input,
      output: content.output,
      inputSize: content.inputSize,
      outputSize: content.outputSize,
      messages: content.messages,
      prefixes: content.prefixes,
      calls: content.calls,
      prompt: content.prompt,
      tools: content.tools,
      sampling: content.sampling,
      documents: content.documents,
      ignored: content.ignored,
      span,
      kind: span.kind,
      label: labels[index] ?? span.name,
      parent,
      depth: (above?.depth ?? -1) + 1,
      children: [],
      groups: [],
      attempts,
      self: -1,
      whole: -1,
    });
    const below = join(childrenOf[index] ?? []).map((attempt) => ({
      ...attempt,
      parent: position,
    }));
    pending.push(...below.reverse());
  }
  const grouped = (positions: readonly number[]) => groupByTime(positions, (at) => steps[at]?.span);
  nameEqualSteps(steps, values, grouped);
  const roots = steps.flatMap((step, position) => (step.parent < 0 ? [position] : []));
  return { steps, roots: grouped(roots) };
}

/** Children first, so that a parent's number can be made of theirs. */
function nameEqualSteps(
  steps: readonly Draft[],
  { interner }: CanonicalValues,
  grouped: (positions: readonly number[]) => number[][],
): void {
  for (const step of steps.toReversed()) {
    step.groups = grouped(step.children);
    const text = (value: string | null) => interner.text(`\0${value}`);
    step.self = interner.list([
      text(step.kind),
      text(step.label),
      step.input ?? text(step.inputSize),
      step.output ?? text(`${step.outputSize} ${step.span.status.code} ${step.span.finishReason}`),
    ]);
    const groups = step.groups.map((group) => {
      const wholes = group.map((at) => steps[at]?.whole ?? -1);
      return interner.list(
        wholes.sort((a, b) => a - b),
        "|",
      );
    });
    step.whole = interner.list([step.self, ...groups], "t");
  }
}

/** Milliseconds since the first start; a double would lose the nanoseconds of an absolute time. */
function startsOf(spans: readonly Span[]): number[] {
  const nanos = spans.map(({ startUnixNano }) => BigInt(startUnixNano));
  const first = nanos.reduce((least, at) => (at < least ? at : least), nanos[0] ?? 0n);
  return nanos.map((at) => Number(at - first) / 1e6);
}

function labelOf(span: Span, values: CanonicalValues): string {
  if (span.kind === "tool") return span.tool?.name ?? span.name;
  if (span.kind === "decision") return span.decision?.point ?? span.name;
  const name = values.canonical(span.name);
  if (span.kind !== "llm") return name;
  const models = [span.model?.requested, span.model?.served].flatMap((model) => model ?? []);
  const bare = models.reduce((text, model) => text.replaceAll(model, ""), name).trim();
  return bare === "" ? "llm" : bare;
}
