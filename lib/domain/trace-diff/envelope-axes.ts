import type { Json, Span, SpanKind } from "../span";
import type { Run, RunStep } from "./canonical-run";

/** The axes of a release, in the order they are shown. */
export const WHOLE_AXES = [
  "model",
  "sampling",
  "prompt",
  "tools",
  "retrieval_index",
  "embedder",
  "harness",
  "memory_policy",
  "router",
] as const;

/** One thing that tells an axis of a step. */
export type AxisReading = {
  readonly name: string;
  readonly whole: string;
  /** Shown on a line of its own below its axis. */
  readonly isShown: boolean;
  /** Kinds of step that can say it; null for every kind. */
  readonly kinds: readonly SpanKind[] | null;
  /** Equal for equal values; null when the step does not say. */
  readonly keyOf: (step: RunStep) => string | null;
  readonly show: (step: RunStep) => Json;
};

const said = (read: (span: Span) => string | null | undefined) => ({
  keyOf: ({ span }: RunStep) => read(span) ?? null,
  show: ({ span }: RunStep): Json => read(span) ?? null,
});
const numbered = (read: (step: RunStep) => number | null) => (step: RunStep) => {
  const id = read(step);
  return id === null ? null : String(id);
};

/** What spans themselves say of their axes. */
export function spanReadings(hash: (id: number) => string): readonly AxisReading[] {
  const digest = (read: (step: RunStep) => number | null) => (step: RunStep) => {
    const id = read(step);
    return id === null ? null : hash(id).slice(0, 8);
  };
  const llm = { kinds: ["llm"] as const, isShown: true };
  const hidden = { ...llm, isShown: false };
  return [
    { ...llm, name: "model_requested", whole: "model", ...said((span) => span.model?.requested) },
    { ...llm, name: "model_served", whole: "model", ...said((span) => span.model?.served) },
    {
      ...llm,
      name: "model_fingerprint",
      whole: "model",
      ...said((span) => span.model?.fingerprint),
    },
    { ...hidden, name: "model_provider", whole: "model", ...said((span) => span.provider) },
    {
      ...hidden,
      name: "sampling_parameters",
      whole: "sampling",
      keyOf: numbered((step) => step.sampling),
      show: ({ span }) => span.sampling,
    },
    {
      ...hidden,
      name: "prompt_text",
      whole: "prompt",
      keyOf: numbered((step) => step.prompt),
      show: digest((step) => step.prompt),
    },
    {
      ...llm,
      name: "prompt_version",
      whole: "prompt",
      ...said(({ prompt }) => {
        const parts = [prompt?.name, prompt?.version].flatMap((part) => part ?? []);
        return parts.length === 0 ? null : parts.join("@");
      }),
    },
    {
      ...hidden,
      name: "tool_catalog",
      whole: "tools",
      keyOf: numbered((step) => step.tools),
      show: digest((step) => step.tools),
    },
    {
      ...hidden,
      name: "searched_index",
      whole: "retrieval_index",
      kinds: ["retrieval"],
      ...said((span) => span.retrieval?.index),
    },
    {
      ...hidden,
      name: "embedding_model",
      whole: "embedder",
      kinds: ["embedding"],
      ...said((span) => span.model?.served ?? span.model?.requested),
    },
  ];
}

/** What the sender declares: on the span, on what it is part of, or anywhere in the trace. */
export type DeclaredAxes = (position: number) => { readonly [axis: string]: string };

export function declaredAxes({ steps }: Run): DeclaredAxes {
  const anywhere: Record<string, string> = {};
  for (const { span } of steps) {
    for (const [axis, version] of Object.entries(span.envelope)) anywhere[axis] ??= version;
    if (span.release !== null) anywhere["release"] ??= span.release;
  }
  const bySteps: { readonly [axis: string]: string }[] = [];
  for (const { span, parent } of steps) {
    const above = bySteps[parent] ?? anywhere;
    const says = Object.keys(span.envelope).length > 0;
    bySteps.push(says ? { ...above, ...span.envelope } : above);
  }
  return (position) => bySteps[position] ?? anywhere;
}

/**
 * How well a change of an axis would explain that steps of a kind behave otherwise: 1, 0.5 or 0.
 * Expert defaults; see docs/analyses/trace-diff.md.
 */
export function compatibility(axis: string, kind: SpanKind, callsTools: boolean): number {
  if (axis === "tools" && kind === "llm") return callsTools ? 1 : 0.5;
  const fits = FITS[axis];
  return fits === undefined ? 0.5 : (fits[kind] ?? 0);
}

const SPEAKING = { llm: 1, decision: 0.5, agent: 0.5 };
/** Axes that are not here may matter to any step, a little. */
const FITS: { readonly [axis: string]: { readonly [Kind in SpanKind]?: number } } = {
  model: SPEAKING,
  sampling: SPEAKING,
  prompt: SPEAKING,
  tools: { tool: 0.5 },
  retrieval_index: { retrieval: 1 },
  embedder: { retrieval: 1, embedding: 1 },
  memory_policy: { memory: 1, llm: 0.5 },
};
