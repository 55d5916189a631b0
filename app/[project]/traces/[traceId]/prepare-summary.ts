import { formatCost, formatCount, formatDuration } from "@/components/format";
import { isAnotherModel } from "@/lib/domain/model-name";
import type { StoredTrace } from "@/lib/store/trace-spans";

/** A fact about a whole trace; `isOdd` when it is not what was asked for. */
export type SummaryFact = {
  readonly label: string;
  readonly value: string;
  readonly note: string | null;
  readonly isOdd: boolean;
};

export type TraceSummaryView = {
  readonly name: string;
  readonly hasError: boolean;
  /** One sentence: how it ended, how long it took, what it was made of. */
  readonly verdict: string;
  readonly errorMessage: string | null;
  readonly facts: readonly SummaryFact[];
  readonly sessionId: string | null;
  readonly tags: readonly string[];
};

/** What stands above the tree of a trace. */
export function prepareSummary(trace: StoredTrace): TraceSummaryView {
  return {
    name: trace.name === "" ? "(no name)" : trace.name,
    hasError: trace.status === "error",
    verdict: verdictOf(trace),
    errorMessage: trace.errorMessage,
    facts: factsOf(trace),
    sessionId: trace.sessionId,
    tags: trace.tags,
  };
}

function verdictOf(trace: StoredTrace): string {
  const how = trace.status === "error" ? "Failed after" : "Completed in";
  const parts = [
    counted(trace.spanCount, "span"),
    counted(trace.llmCount, "model call"),
    counted(trace.toolCount, "tool call"),
    ...(trace.errorCount > 0 ? [counted(trace.errorCount, "error")] : []),
    trace.totalTokens === null ? "tokens unknown" : counted(trace.totalTokens, "token"),
    trace.costUsd === null ? "cost unknown" : formatCost(trace.costUsd),
  ];
  return `${how} ${formatDuration(trace.durationMs)}: ${parts.join(", ")}.${incomplete(trace)}`;
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
    tierFact(trace),
    fact("Agent", trace.agent === trace.name ? null : trace.agent),
    fact("User", trace.userId),
    fact("Feature", trace.feature),
    fact("Environment", trace.environment),
    fact("Release", trace.release),
    fact("Source", trace.source === "production" ? null : trace.source),
    fact("Tenant", trace.tenant),
    fact("Outcome", trace.outcome === trace.status ? null : trace.outcome),
    fact("Prompt", [trace.promptName, trace.promptVersion].filter(Boolean).join(" ") || null),
    evalFact(trace),
  ];
  return said.filter((one) => one !== null);
}

function modelFact({ modelRequested, modelServed, models, isModelChanged }: StoredTrace) {
  const served = models.length > 0 ? models.join(", ") : modelServed;
  if (!isModelChanged) return fact("Model", served ?? modelRequested);
  const note = isAnotherModel(modelRequested, modelServed)
    ? `asked for ${modelRequested}`
    : "some calls were answered by another model than asked for";
  return { label: "Model", value: served ?? "unknown", note, isOdd: true };
}

function tierFact({ tier, tierIntended, tierReason }: StoredTrace): SummaryFact | null {
  if (tier === null)
    return fact("Tier", tierIntended === null ? null : "unknown", `intended ${tierIntended}`);
  const isOdd = tierIntended !== null && tierIntended !== tier;
  const notes = [isOdd ? `intended ${tierIntended}` : null, tierReason];
  return { label: "Tier", value: tier, note: notes.filter(Boolean).join(", ") || null, isOdd };
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
  return value === null ? null : { label, value, note, isOdd: false };
}
