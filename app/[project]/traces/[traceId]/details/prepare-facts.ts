import { formatCost, formatCount, formatDuration } from "@/components/format";
import { formatBytes } from "@/components/format-bytes";
import { isAnotherModel } from "@/lib/domain/model-name";
import { durationMs, type Json, type Span } from "@/lib/domain/span";
import type { Fact, FactGroup } from "./span-view";

/** What may differ between two runs of the same request, in the order people ask about it. */
const AXES = [
  "model",
  "sampling",
  "prompt",
  "tools",
  "retrieval_index",
  "harness",
  "memory_policy",
  "router",
] as const;

/** The line below a span's name: what it cost in time, tokens and money, and who answered. */
export function prepareHeadline(span: Span): readonly Fact[] {
  const { usage, model } = span;
  const hasTokens = usage !== null && (usage.inputTokens !== null || usage.outputTokens !== null);
  return [
    fact("Duration", formatDuration(durationMs(span))),
    ...(model ? [servedFact(span)] : []),
    ...(hasTokens
      ? [
          fact(
            "Tokens",
            `${formatCount(usage.inputTokens)} in, ${formatCount(usage.outputTokens)} out`,
          ),
        ]
      : []),
    ...(span.costUsd === null ? [] : [fact("Cost", formatCost(span.costUsd))]),
    ...(span.finishReason === null ? [] : [fact("Finished by", span.finishReason)]),
    ...(span.tool?.name && span.tool.name !== span.name ? [fact("Tool", span.tool.name)] : []),
  ];
}

/** All that is known of a span, by topic; topics that do not concern it are left out. */
export function prepareFacts(span: Span): readonly FactGroup[] {
  const isModelCall = span.kind === "llm" || span.kind === "embedding";
  const groups = [
    isModelCall || span.model ? modelFacts(span) : null,
    isModelCall || span.usage || span.costUsd !== null ? usageFacts(span) : null,
    span.kind === "tool" ? toolFacts(span) : null,
    span.decision ? decisionFacts(span.decision) : null,
    timeFacts(span),
    span.tier ? tierFacts(span.tier) : null,
    envelopeFacts(span),
    span.eval ? group("Evaluation", entries(span.eval)) : null,
    contextFacts(span),
    identityFacts(span),
  ];
  return groups.filter((one) => one !== null && one.facts.length > 0) as FactGroup[];
}

function servedFact({ model }: Span): Fact {
  const { requested, served } = model ?? { requested: null, served: null };
  if (!isAnotherModel(requested, served)) return fact("Model", served ?? requested);
  return { label: "Model", value: `${served}`, note: `asked for ${requested}`, isOdd: true };
}

function modelFacts(span: Span): FactGroup {
  const { requested = null, served = null, fingerprint = null } = span.model ?? {};
  const isOther = isAnotherModel(requested, served);
  const note = isOther ? "Another model than the one asked for." : null;
  return group("Model", [
    fact("Requested", requested),
    { label: "Served", value: served, note, isOdd: isOther },
    fact("Fingerprint", fingerprint),
    fact("Provider", span.provider),
    fact("Finish reason", span.finishReason),
    ...Object.entries(span.sampling ?? {}).map(([name, value]) => fact(name, written(value))),
    ...(span.sampling === null ? [fact("Sampling", null)] : []),
  ]);
}

function usageFacts({ usage, costUsd, timeToFirstTokenMs }: Span): FactGroup {
  const tokens = (count: number | null | undefined) => (count == null ? null : formatCount(count));
  return group("Usage", [
    fact("Input tokens", tokens(usage?.inputTokens)),
    fact("of these cached", tokens(usage?.cachedInputTokens)),
    fact("of these written to cache", tokens(usage?.cacheWriteInputTokens)),
    fact("Output tokens", tokens(usage?.outputTokens)),
    fact("of these reasoning", tokens(usage?.reasoningTokens)),
    fact("Cost, as sent", costUsd === null ? null : formatCost(costUsd)),
    fact(
      "First token after",
      timeToFirstTokenMs === null ? null : formatDuration(timeToFirstTokenMs),
    ),
  ]);
}

function toolFacts({ tool }: Span): FactGroup {
  const bytes = tool?.rawBytes ?? null;
  return group("Tool", [
    fact("Name", tool?.name ?? null),
    fact("Call id", tool?.callId ?? null),
    fact("Result before any cut", bytes === null ? null : formatBytes(bytes)),
  ]);
}

function decisionFacts(decision: NonNullable<Span["decision"]>): FactGroup {
  return group("Decision", [
    fact("Decision point", decision.point),
    fact("Branch taken", decision.branch),
    fact("Options", decision.options?.join(", ") ?? null),
    fact("Runner-up", decision.runnerUp),
    fact("Margin", decision.margin === null ? null : `${decision.margin}`),
  ]);
}

function timeFacts(span: Span): FactGroup {
  return group("Time", [
    fact("Started", span.startedAt.toISOString()),
    fact("Ended", span.endedAt.toISOString()),
    fact("Duration", formatDuration(durationMs(span))),
  ]);
}

function tierFacts(tier: NonNullable<Span["tier"]>): FactGroup {
  const isOther = tier.served !== null && tier.intended !== null && tier.served !== tier.intended;
  return group("Tier", [
    { ...fact("Served", tier.served), isOdd: isOther },
    fact("Intended", tier.intended),
    fact("Reason", tier.reason),
    fact("Rule", tier.rule),
  ]);
}

function envelopeFacts(span: Span): FactGroup {
  const shown: { readonly [axis: string]: string | null } = {
    model: span.model?.served ?? span.model?.requested ?? null,
    sampling: span.sampling ? written(span.sampling) : null,
    prompt: promptOf(span),
    tools: span.tool?.definitions?.map(({ name }) => name).join(", ") || null,
    retrieval_index: span.retrieval?.index ?? null,
  };
  const axes = new Set<string>([...AXES, ...Object.keys(span.envelope)]);
  return group(
    "Envelope",
    [...axes].map((axis) => fact(axis, span.envelope[axis] ?? shown[axis] ?? null)),
  );
}

function promptOf({ prompt }: Span): string | null {
  const said = [prompt?.name, prompt?.version].filter((part) => part != null);
  return said.length > 0 ? said.join(" ") : null;
}

function contextFacts(span: Span): FactGroup {
  return group(
    "Context",
    [
      fact("Session", span.sessionId),
      fact("User", span.userId),
      fact("Agent", span.agent),
      fact("Actor", span.actor),
      fact("Feature", span.feature),
      fact("Environment", span.environment),
      fact("Release", span.release),
      fact("Source", span.source),
      fact("Tenant", span.tenant),
      fact("Outcome", span.outcome),
      fact("Rerun of", span.rerunOf),
      fact("Tags", span.tags.join(", ") || null),
      ...entries(span.segments),
    ].filter(({ value }) => value !== null),
  );
}

function identityFacts(span: Span): FactGroup {
  const { name, version } = span.scope;
  return group("Identity", [
    fact("Span id", span.spanId),
    fact("Parent id", span.parentId ?? "none: this is a root"),
    fact("Trace id", span.traceId),
    fact("Recorded by", name === null ? null : [name, version].filter(Boolean).join(" ")),
    fact("Read as", span.dialects.join(", ") || null),
  ]);
}

function entries(object: { readonly [key: string]: Json }): Fact[] {
  return Object.entries(object).map(([key, value]) =>
    fact(key, value === null ? null : written(value)),
  );
}

function written(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fact(label: string, value: string | null): Fact {
  return { label, value, note: null, isOdd: false };
}

function group(title: string, facts: readonly Fact[]): FactGroup {
  return { title, facts };
}
