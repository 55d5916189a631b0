import type { Decision, SpanKind } from "../span";
import type { Act } from "./acts-of";
import { toolAct } from "./acts-of";
import { type BranchKey, branchKey } from "./branch-key";

/** The little of a span that its decisions are told from. */
export type DecisionSpan = {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  readonly status: string;
  readonly startedAt: Date;
  readonly modelRequested: string | null;
  readonly modelServed: string | null;
  readonly toolName: string | null;
  readonly agent: string | null;
  readonly decision: Decision | null;
  /** What a model call did; null for any other span. */
  readonly acts: readonly Act[] | null;
};

/** A decision whose second best is known. */
export type CloseCall = {
  readonly branch: BranchKey;
  readonly runnerUp: string;
  /** How far the choice was ahead, in the sender's own unit. */
  readonly margin: number;
};

/** What was decided in one trace. */
export type TraceDecisions = {
  /** In order, the same branch right after itself once; cut off after the first fifty. */
  readonly path: readonly BranchKey[];
  /** Each branch once, in the order in which they first fired; also those beyond the path's end. */
  readonly branches: readonly BranchKey[];
  readonly closeCalls: readonly CloseCall[];
};

const MAX_PATH = 50;
const MAX_BRANCHES = 300;
const MAX_CLOSE_CALLS = 50;
/** Decisions that a framework reports beside those of the planner. */
const ASIDE = new Set(["handoff", "tool_permission"]);

/**
 * The branches that fired in a trace. Where any span says so itself, what model calls did is not told
 * again.
 *
 * @param detected branches that detectors saw, by span
 */
export function deriveDecisions(
  spans: readonly DecisionSpan[],
  detected: ReadonlyMap<string, readonly BranchKey[]> = new Map(),
): TraceDecisions {
  const ordered = withAgents([...spans].sort(byStart));
  const isMarked = ordered.some(({ decision }) => decision && !ASIDE.has(decision.point ?? ""));
  const acts = isMarked ? new Map<string, readonly BranchKey[]>() : actKeys(ordered);
  const fired = ordered.flatMap((span) => [
    ...(span.decision ? [keyOfDecision(span, span.decision)] : []),
    ...(acts.get(span.spanId) ?? []),
    ...(detected.get(span.spanId) ?? []),
  ]);
  const closeCalls = ordered.flatMap((span) => closeCallOf(span) ?? []);
  return {
    path: fired.filter((key, at) => key !== fired[at - 1]).slice(0, MAX_PATH),
    branches: [...new Set(fired)].slice(0, MAX_BRANCHES),
    closeCalls: closeCalls.slice(0, MAX_CLOSE_CALLS),
  };
}

/** Who a step belongs to is often said above it only. */
function withAgents(spans: readonly DecisionSpan[]): DecisionSpan[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return spans.map((span) => {
    const seen = new Set<string>();
    let at: DecisionSpan | undefined = span;
    while (at && at.agent === null && at.parentId !== null && !seen.has(at.spanId)) {
      seen.add(at.spanId);
      at = byId.get(at.parentId);
    }
    return { ...span, agent: at?.agent ?? null };
  });
}

function keyOfDecision(span: DecisionSpan, { point, branch }: Decision): BranchKey {
  return branchKey(point ?? pointOf(span), branch);
}

function closeCallOf(span: DecisionSpan): CloseCall | null {
  const { decision } = span;
  if (decision?.runnerUp == null || decision.margin === null) return null;
  return {
    branch: keyOfDecision(span, decision),
    runnerUp: decision.runnerUp,
    margin: decision.margin,
  };
}

/** What each model call did, by span. */
function actKeys(ordered: readonly DecisionSpan[]): ReadonlyMap<string, readonly BranchKey[]> {
  const containers = containersOfCalls(ordered);
  const keys = new Map<string, readonly BranchKey[]>();
  let lastTool: DecisionSpan | null = null;
  for (const [at, span] of ordered.entries()) {
    if (span.kind === "tool") lastTool = span;
    if (span.kind !== "llm" || span.status === "error" || containers.has(span.spanId)) continue;
    const acts = span.acts?.length ? span.acts : actsOfTools(ordered, at);
    const point = pointOf(span);
    keys.set(
      span.spanId,
      acts.map((act) => branchKey(point, isRetry(act, lastTool) ? `retry:${act.slice(5)}` : act)),
    );
  }
  return keys;
}

/** The same tool right after it failed. */
function isRetry(act: Act, lastTool: DecisionSpan | null): boolean {
  return lastTool?.status === "error" && act === `tool:${lastTool.toolName}`;
}

/** Where a call's output was not recorded: the tools that ran between it and the next call. */
function actsOfTools(ordered: readonly DecisionSpan[], at: number): readonly Act[] {
  const acts = new Set<Act>();
  for (const span of ordered.slice(at + 1)) {
    if (span.kind === "llm") break;
    if (span.kind === "tool" && span.toolName !== null) acts.add(toolAct(span.toolName, null));
  }
  return [...acts];
}

/** Spans that hold a model call: agents and wrappers repeat what their children said. */
function containersOfCalls(spans: readonly DecisionSpan[]): ReadonlySet<string> {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const containing = new Set<string>();
  for (const span of spans) {
    if (span.kind !== "llm") continue;
    let parent = span.parentId;
    while (parent !== null && !containing.has(parent)) {
      containing.add(parent);
      parent = byId.get(parent)?.parentId ?? null;
    }
  }
  return containing;
}

/** Which step of which agent decided: models come and go, the step stays. */
function pointOf({ agent, name, modelRequested, modelServed }: DecisionSpan): string {
  const models = [modelServed, modelRequested].flatMap((model) => model ?? []);
  const bare = models.reduce((text, model) => text.replaceAll(model, ""), name).trim();
  const step = bare === "" ? "model call" : bare;
  return agent === null || agent === step ? step : `${agent}/${step}`;
}

function byStart(a: DecisionSpan, b: DecisionSpan): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.spanId < b.spanId ? -1 : 1);
}
