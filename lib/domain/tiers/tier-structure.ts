import { foldedModelName, isAnotherModel } from "../model-name";
import { type Attempts, modelOf, type TierSpan } from "./attempts";
import { failureReason } from "./failure-reason";

/** What the order of attempts tells without anybody naming a tier. */
export type TierStructure = {
  /** How many tiers below the first attempted one the answer came from; 0 for a mere retry. */
  readonly depth: number;
  readonly reason: string | null;
};

/**
 * How deep a request fell, by its attempts: failed ones before the answer, and an answer from
 * another model than was asked for. Null when nothing shows: a lone call may well be a fallback whose
 * failed attempt left no span.
 */
export function findStructure({ answer, failed, isFallback }: Attempts): TierStructure | null {
  if (!answer) return null;
  const isOther = isAnotherModel(answer.modelRequested, answer.modelServed);
  const depth = isFallback ? failed.length : depthOfFailed(answer, failed);
  if (depth === null) return isOther ? { depth: 1, reason: "unknown" } : null;
  const last = failed.at(-1);
  // A fallback names the model it ended with; its failed attempts already count.
  if (depth > 0) return { depth, reason: last ? failureReason(last) : null };
  return isOther ? { depth: 1, reason: "unknown" } : { depth, reason: null };
}

/** By models: trying the same one again is no step down. */
function depthOfFailed(answer: TierSpan, failed: readonly TierSpan[]): number | null {
  const answered = folded(answer);
  const tried = new Set(failed.flatMap((call) => folded(call) ?? []));
  if (tried.size === 0 || answered === null) return null;
  tried.delete(answered);
  return tried.size;
}

function folded(call: TierSpan): string | null {
  const model = modelOf(call);
  return model === null ? null : foldedModelName(model);
}
