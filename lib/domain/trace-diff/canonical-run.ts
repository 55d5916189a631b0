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
  const { tops, childrenOf } = spanTree(spans);
  const contents = spans.map((span) => stepContent(span, values));
  const labels = spans.map((span) => labelOf(span, values));
  const isSame = (a: number, b: number) =>
    spans[a]?.kind === spans[b]?.kind && labels[a] === labels[b];
  const join = (siblings: readonly number[], parent: number) =>
    joinRetries(siblings, spans, contents, isSame, (index) => childrenOf[index]?.length ?? 0)
      .map((attempt) => ({ ...attempt, parent }))
      .reverse();
  const steps: Draft[] = [];
  const pending = join(tops, -1);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const span = spans[next.span];
    const content = contents[next.span];
    if (!span || !content) continue;
    const above = steps[next.parent];
    const place = { parent: next.parent, depth: (above?.depth ?? -1) + 1, attempts: next.attempts };
    above?.children.push(steps.length);
    pending.push(...join(childrenOf[next.span] ?? [], steps.length));
    steps.push(draftOf(span, content, labels[next.span] ?? span.name, place));
  }
  const grouped = (positions: readonly number[]) => groupByTime(positions, (at) => steps[at]?.span);
  nameEqualSteps(steps, values, grouped);
  const roots = steps.flatMap((step, position) => (step.parent < 0 ? [position] : []));
  return { steps, roots: grouped(roots) };
}

/** For each span its children by start, and the spans at the top. */
function spanTree(spans: readonly Span[]): { tops: number[]; childrenOf: number[][] } {
  const startsMs = startsOf(spans);
  const { nodes } = buildTraceTree(
    spans.map(({ spanId, parentId, status }, index) => ({
      spanId,
      parentId,
      status: status.code,
      startMs: startsMs[index] ?? 0,
    })),
  );
  const childrenOf = spans.map((): number[] => []);
  const tops: number[] = [];
  for (const { span, parent } of nodes) {
    const above = nodes[parent];
    (above ? childrenOf[above.span] : tops)?.push(span);
  }
  return { tops, childrenOf };
}

/** Field by field: a spread of so many takes longer than all that is read of them. */
function draftOf(
  span: Span,
  content: StepContent,
  label: string,
  { parent, depth, attempts }: Pick<RunStep, "parent" | "depth" | "attempts">,
): Draft {
  return {
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
    label,
    parent,
    depth,
    children: [],
    groups: [],
    attempts,
    self: -1,
    whole: -1,
  };
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
      const [only] = wholes;
      if (only !== undefined && wholes.length === 1) return only;
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
  let first = nanos[0] ?? 0n;
  for (const at of nanos) if (at < first) first = at;
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
