import type { Json } from "../span";
import { callName, type SummarySpan } from "../trace-summary";

/** A span as tiers are derived from it. Attributes are needed only where they are asked for. */
export type TierSpan = Pick<
  SummarySpan,
  | "spanId"
  | "parentId"
  | "name"
  | "kind"
  | "status"
  | "startedAt"
  | "modelRequested"
  | "modelServed"
  | "provider"
  | "failure"
> & { readonly attributes?: { readonly [key: string]: Json } | undefined };

/** What was tried to answer one request. */
export type Attempts = {
  /** Every model call that may have answered, in order of start. */
  readonly calls: readonly TierSpan[];
  /** The last call that succeeded: what reached the user. Null when none did. */
  readonly answer: TierSpan | null;
  /** Failed attempts at the same answer right before it, in order. */
  readonly failed: readonly TierSpan[];
  /** Whether the attempts lie under a span that names itself a fallback, so each is a tier of its own. */
  readonly isFallback: boolean;
};

/**
 * LangChain's RunnableWithFallbacks and Pydantic AI's FallbackModel, which record every attempt. A
 * span that is merely called "fallback" may be the second attempt itself.
 */
const FALLBACK_NAME = /with_?fallbacks|fallbackmodel/i;

/** The attempts of a trace; the same spans in any order give the same ones. */
export function findAttempts(unordered: readonly TierSpan[]): Attempts {
  const spans = withoutRepeats([...unordered].sort(byStart));
  const tree = new CallTree(spans);
  const calls = spans.filter((span) => tree.isCall(span));
  const answer = calls.findLast((call) => call.status !== "error") ?? null;
  if (!answer) return { calls, answer, failed: [], isFallback: false };
  const inside = tree.callsBelow(answer);
  if (inside.length > 0) return { calls, answer, failed: inside, isFallback: true };
  return { calls, answer, ...failedBefore(answer, tree) };
}

/** Goes up from the answer through mere wrappers to the first span that made several attempts. */
function failedBefore(answer: TierSpan, tree: CallTree): Pick<Attempts, "failed" | "isFallback"> {
  let node = answer;
  for (;;) {
    const parent = tree.parentOf(node);
    const tried = tree.attemptsUnder(parent?.spanId ?? null, node);
    const isFallback = parent !== undefined && FALLBACK_NAME.test(parent.name);
    if (tried.length > 1 || isFallback || !parent) {
      const before = tried.slice(0, tried.indexOf(node));
      const firstFailed = before.findLastIndex((span) => span.status !== "error") + 1;
      const failed = before.slice(firstFailed).map((span) => tree.callOf(span));
      return { failed, isFallback: isFallback && firstFailed === 0 };
    }
    node = parent;
  }
}

/** Two instrumentations that recorded one call side by side made one attempt. */
function withoutRepeats(spans: readonly TierSpan[]): TierSpan[] {
  const seen = new Set<string>();
  return spans.filter((span) => {
    if (span.kind !== "llm") return true;
    const call = `${callName(span, modelOf(span))}\0${span.status}`;
    const isNew = !seen.has(call);
    seen.add(call);
    return isNew;
  });
}

/** The model of a call as far as it is known: the one that answered, else the one asked for. */
export function modelOf(call: TierSpan): string | null {
  return call.modelServed ?? call.modelRequested;
}

function byStart(a: TierSpan, b: TierSpan): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.spanId < b.spanId ? -1 : 1);
}

/** The spans of a trace by who contains whom, as far as model calls are concerned. */
class CallTree {
  readonly #byId: ReadonlyMap<string, TierSpan>;
  readonly #childrenOf = new Map<string | null, TierSpan[]>();
  /** Spans with a model call somewhere below. */
  readonly #holders = new Set<string>();

  /** @param spans in order of start */
  constructor(spans: readonly TierSpan[]) {
    this.#byId = new Map(spans.map((span) => [span.spanId, span]));
    for (const span of spans) {
      const siblings = this.#childrenOf.get(span.parentId) ?? [];
      siblings.push(span);
      this.#childrenOf.set(span.parentId, siblings);
      if (span.kind === "llm") this.#markHolders(span);
    }
  }

  #markHolders(call: TierSpan): void {
    let above = call.parentId;
    while (above !== null && !this.#holders.has(above)) {
      this.#holders.add(above);
      above = this.#byId.get(above)?.parentId ?? null;
    }
  }

  parentOf(span: TierSpan): TierSpan | undefined {
    return span.parentId === null ? undefined : this.#byId.get(span.parentId);
  }

  /**
   * Whether a span is a call of its own: a model call that contains none, or one that succeeded
   * although every call it contains failed, so that its answer is recorded on itself.
   */
  isCall(span: TierSpan): boolean {
    if (span.kind !== "llm") return false;
    if (!this.#holders.has(span.spanId)) return true;
    const inside = this.callsBelow(span);
    return span.status !== "error" && inside.every((call) => call.status === "error");
  }

  /** Model calls right below a span, in order. */
  callsBelow(span: TierSpan): TierSpan[] {
    return (this.#childrenOf.get(span.spanId) ?? []).filter((child) => child.kind === "llm");
  }

  /** What lies beside `node` that is or holds a model call, itself included, in order. */
  attemptsUnder(parentId: string | null, node: TierSpan): TierSpan[] {
    const attempts = (this.#childrenOf.get(parentId) ?? []).filter(
      (span) => span.kind === "llm" || this.#holders.has(span.spanId),
    );
    return attempts.includes(node) ? attempts : [node];
  }

  /** The first model call in or below a span. */
  callOf(span: TierSpan): TierSpan {
    let call = span;
    while (call.kind !== "llm") {
      const below: TierSpan | undefined = (this.#childrenOf.get(call.spanId) ?? []).find(
        (child) => child.kind === "llm" || this.#holders.has(child.spanId),
      );
      if (!below) return call;
      call = below;
    }
    return call;
  }
}
