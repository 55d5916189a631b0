import type { Classified, RowFacts } from "./classify-rows";
import { messagesOf, toolCallsIn } from "./messages";

/** Where two runs part. */
export type ForkPlace = {
  /** Position in the rows. */
  readonly row: number;
  /** The row of a step that only the other run has in the same place: one instead of the other. */
  readonly instead: number | null;
  /** The step that only one run has and that the fork asked for; null when the fork differs itself. */
  readonly asked: number | null;
};

/**
 * The first difference that matters, in the order in which things happened. Among steps that ran at
 * the same time one that differs by itself goes before one whose input had changed. A step that one
 * run alone has is put down to the model or decision that asked for it.
 */
export function findFork({ rows, order }: Classified): ForkPlace | null {
  const firstAt = order.find((at) => rows[at]?.differs);
  const first = rows[firstAt ?? -1];
  if (firstAt === undefined || !first) return null;
  const row = first.group === null ? firstAt : originInGroup(rows, order, firstAt, first);
  const chosen = rows[row];
  if (!chosen || isPaired(chosen)) return { row, instead: null, asked: null };
  const instead = counterpart(rows, row, chosen);
  const asker = askerOf(rows, order, row, chosen);
  if (asker === null) return { row, instead, asked: null };
  return { row: asker, instead, asked: row };
}

const isPaired = ({ stepA, stepB }: RowFacts) => stepA !== null && stepB !== null;

function originInGroup(
  rows: readonly RowFacts[],
  order: readonly number[],
  firstAt: number,
  first: RowFacts,
): number {
  const members = order.filter((at) => {
    const row = rows[at];
    return row?.differs && row.parent === first.parent && row.group === first.group;
  });
  const isOrigin = (at: number) => rows[at]?.class.startsWith("origin") === true;
  return members.find(isOrigin) ?? firstAt;
}

/** The next step beside it that only the other run has, before any that both have. */
function counterpart(rows: readonly RowFacts[], at: number, row: RowFacts): number | null {
  for (let next = at + 1; next < rows.length; next += 1) {
    const other = rows[next];
    if (!other || other.depth < row.depth) return null;
    if (other.depth > row.depth) continue;
    if (isPaired(other)) return null;
    if ((other.stepA === null) !== (row.stepA === null)) return next;
  }
  return null;
}

const ASKED_FOR = new Set(["tool", "retrieval", "agent", "memory"]);

/**
 * The pair before it, or around it, that decided; null when none did, or when the model's answer is
 * the same in both and names the tools it wants, so that it did not want this one.
 */
function askerOf(
  rows: readonly RowFacts[],
  order: readonly number[],
  at: number,
  row: RowFacts,
): number | null {
  const step = row.stepA ?? row.stepB;
  if (!step || !ASKED_FOR.has(step.kind)) return null;
  const last = order
    .slice(0, order.indexOf(at))
    .findLast((candidate) => isDeciderFor(rows[candidate], candidate, row));
  const asker = rows[last ?? -1];
  if (last === undefined || !asker) return null;
  const isDecision = asker.stepA?.kind === "llm" || asker.stepA?.kind === "decision";
  return isDecision && isPaired(asker) && mayHaveAsked(asker) ? last : null;
}

/** Beside the step or around it, and not itself something that is asked for. */
function isDeciderFor(candidate: RowFacts | undefined, at: number, row: RowFacts): boolean {
  if (!candidate || (candidate.parent !== row.parent && at !== row.parent)) return false;
  const kind = candidate.stepA?.kind;
  return kind !== "tool" && kind !== "retrieval";
}

function mayHaveAsked({ stepA, stepB, output }: RowFacts): boolean {
  const namesTools = [stepA, stepB].some(
    (step) => step !== null && toolCallsIn(messagesOf(step.span.output) ?? []).length > 0,
  );
  return output !== "same" || !namesTools;
}
