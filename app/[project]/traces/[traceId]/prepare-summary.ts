import { formatCost, formatCount, formatDuration } from "@/components/format";
import { isAnotherModel } from "@/lib/domain/model-name";
import { shownLevel, type TierLevel } from "@/lib/domain/tier-level";
import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import type { TextField } from "@/lib/domain/trace-fields";
import { formatValue } from "@/lib/domain/trace-query-text";
import type { StoredTrace } from "@/lib/store/trace-row";

/** A fact about a whole trace; `isOdd` when it is not what was asked for. */
export type SummaryFact = {
  readonly label: string;
  readonly value: string;
  readonly note: string | null;
  readonly isOdd: boolean;
  /** The query that lists the traces of which the same holds; null where the list has no such field. */
  readonly query: string | null;
};

/** The tier that served; `note` says what was intended instead and why. */
export type TierView = {
  readonly tier: string;
  readonly level: TierLevel | null;
  readonly note: string | null;
  readonly isOdd: boolean;
  readonly query: string | null;
};

export type TraceSummaryView = {
  readonly name: string;
  readonly hasError: boolean;
  /** One sentence: how it ended, how long it took, what it was made of. */
  readonly verdict: string;
  readonly errorMessage: string | null;
  readonly tier: TierView | null;
  readonly facts: readonly SummaryFact[];
  readonly sessionId: string | null;
  readonly tags: readonly { readonly tag: string; readonly query: string }[];
};

/** What stands above the tree of a trace. */
export function prepareSummary(trace: StoredTrace): TraceSummaryView {
  return {
    name: trace.name === "" ? "(no name)" : trace.name,
    hasError: trace.status === "error",
    verdict: verdictOf(trace),
    errorMessage: trace.errorMessage,
    tier: tierOf(trace),
    facts: factsOf(trace),
    sessionId: trace.sessionId,
    tags: trace.tags.map((tag) => ({ tag, query: queryFor("tag", tag) })),
  };
}

function verdictOf(trace: StoredTrace): string {
  const how = trace.status === "error" ? "Failed after" : "Completed in";
  const parts = [
    counted(trace.spanCount, "span"),
    counted(trace.llmCount, "model call"),
    counted(trace.toolCount, "tool call"),
    ...(trace.errorCount > 0 ? [counted(trace.errorCount, "error")] : []),
    ...spent(trace),
  ];
  return `${how} ${formatDuration(trace.durationMs)}: ${parts.join(", ")}.${incomplete(trace)}`;
}

/** Tokens and money. A request that called no model is not missing them. */
function spent({ totalTokens, costUsd, llmCount }: StoredTrace): string[] {
  if (totalTokens === null && costUsd === null)
    return llmCount > 0 ? ["no tokens or cost sent"] : [];
  return [
    totalTokens === null ? "tokens unknown" : counted(totalTokens, "token"),
    costUsd === null ? "cost unknown" : formatCost(costUsd),
  ];
}

/** Orphans and several roots both mean that a reader does not see one whole request. */
function incomplete({ orphanCount, rootCount }: StoredTrace): string {
  const notes: string[] = [];
  if (orphanCount > 0) {
    const verb = orphanCount === 1 ? "names a parent" : "name parents";
    notes.push(`${counted(orphanCount, "span")} ${verb} that did not arrive.`);
  }
  if (rootCount > 1) notes.push(`It has ${formatCount(rootCount)} roots.`);
  return notes.map((note) => ` ${note}`).join("");
}

function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? "" : "s"}`;
}

function factsOf(trace: StoredTrace): SummaryFact[] {
  const said: (SummaryFact | null)[] = [
    modelFact(trace),
    fact("Agent", trace.agent === trace.name ? null : trace.agent),
    listed("User", "user", trace.userId),
    listed("Feature", "feature", trace.feature),
    listed("Environment", "env", trace.environment),
    listed("Release", "release", trace.release),
    listed("Source", "source", trace.source === "production" ? null : trace.source),
    fact("Tenant", trace.tenant),
    fact("Outcome", trace.outcome === trace.status ? null : trace.outcome),
    fact("Prompt", [trace.promptName, trace.promptVersion].filter(Boolean).join(" ") || null),
    evalFact(trace),
  ];
  return said.filter((one) => one !== null);
}

function modelFact({ modelRequested, modelServed, models, isModelChanged }: StoredTrace) {
  const served = models.length > 0 ? models.join(", ") : modelServed;
  if (!isModelChanged) {
    return models.length === 1
      ? listed("Model", "model", served)
      : fact("Model", served ?? modelRequested);
  }
  const note = isAnotherModel(modelRequested, modelServed)
    ? `asked for ${modelRequested}`
    : "some calls were answered by another model than asked for";
  return { label: "Model", value: served ?? "unknown", note, isOdd: true, query: null };
}

function tierOf({ tierIntended, tierReason, ...trace }: StoredTrace): TierView | null {
  const tier = trace.tier === UNKNOWN_TIER ? null : trace.tier;
  if (tier === null && tierIntended === null) return null;
  const isOdd = tier !== null && tierIntended !== null && tierIntended !== tier;
  const notes = [isOdd || tier === null ? `intended ${tierIntended}` : null, tierReason];
  return {
    tier: tier ?? "unknown",
    level: tier === null ? null : shownLevel(trace.tierLevel, tier),
    note: notes.filter(Boolean).join(", ") || null,
    isOdd,
    query: tier === null ? null : queryFor("tier", tier),
  };
}

function evalFact({ evalSuite, evalCase, evalAttempt }: StoredTrace): SummaryFact | null {
  if (evalSuite === null) return null;
  const note = [
    evalCase === null ? null : `case ${evalCase}`,
    evalAttempt === null ? null : `attempt ${evalAttempt}`,
  ];
  return fact("Eval", evalSuite, note.filter(Boolean).join(", ") || null);
}

function fact(label: string, value: string | null, note: string | null = null): SummaryFact | null {
  return value === null ? null : { label, value, note, isOdd: false, query: null };
}

/** A fact by which the list can be filtered. */
function listed(label: string, field: TextField, value: string | null): SummaryFact | null {
  const said = fact(label, value);
  return said && { ...said, query: queryFor(field, said.value) };
}

const queryFor = (field: TextField, value: string) => `${field}:${formatValue(value)}`;
