import { textSimilarity } from "../alignment/text-similarity";
import { textOf } from "../text-of";
import type { Run, RunStep } from "./canonical-run";
import { messagesOf, messageText } from "./messages";
import type { Comparable } from "./trace-diff";

const SAME_WORDING = 0.97;

/**
 * Whether two runs answer the same question: by what they say they are (attempts at one eval case,
 * a rerun of the other), else by what came in at the top, else by what the user said first.
 */
export function sameQuestion(a: Run, b: Run, traceIds: readonly [string, string]): Comparable {
  const content = recordedContent(a, b);
  const status = isDeclaredSame(a, b, traceIds) ? "same_question" : byInput(a, b);
  const reasons = {
    same_question: content === "metadata" ? NO_CONTENT : null,
    unknown: content === "metadata" ? NO_CONTENT : null,
    different_question:
      "The runs were given different inputs, so only their structure is compared and no cause is ranked.",
  };
  return { status, reason: reasons[status], content };
}

const NO_CONTENT =
  "Neither run recorded content: sizes and hashes are compared, and how much a difference means is unknown.";

function isDeclaredSame(a: Run, b: Run, [idA, idB]: readonly [string, string]): boolean {
  const cases = (run: Run) =>
    run.steps.flatMap(({ span }) =>
      span.eval?.case == null ? [] : JSON.stringify([span.eval.suite, span.eval.case]),
    )[0];
  const caseA = cases(a);
  if (caseA !== undefined && caseA === cases(b)) return true;
  const isRerunOf = (run: Run, id: string) => run.steps.some(({ span }) => span.rerunOf === id);
  return isRerunOf(a, idB) || isRerunOf(b, idA);
}

function byInput(a: Run, b: Run): Comparable["status"] {
  const topA = a.steps.find(
    ({ parent, input, kind }) => parent < 0 && input !== null && kind !== "llm",
  );
  const topB = b.steps.find(
    ({ parent, input, kind }) => parent < 0 && input !== null && kind !== "llm",
  );
  if (topA && topB)
    return topA.input === topB.input || isWordedAlike(topA, topB)
      ? "same_question"
      : "different_question";
  const saidA = firstSaid(a);
  const saidB = firstSaid(b);
  if (saidA === null || saidB === null) return "unknown";
  if (saidA === saidB) return "same_question";
  // A first message may be assembled from what was retrieved, so only an unlike one tells.
  return textSimilarity(saidA, saidB) < 0.5 ? "different_question" : "unknown";
}

function isWordedAlike({ span: a }: RunStep, { span: b }: RunStep): boolean {
  const numbers = (text: string) => text.match(/\d+/g)?.join(" ");
  const [left, right] = [textOf(a.input), textOf(b.input)];
  return numbers(left) === numbers(right) && textSimilarity(left, right) >= SAME_WORDING;
}

function firstSaid({ steps }: Run): string | null {
  const model = steps.find(({ kind, span }) => kind === "llm" && messagesOf(span.input) !== null);
  const said = messagesOf(model?.span.input ?? null)?.find(({ role }) => role === "user");
  return said ? messageText(said) : null;
}

const HOLD_CONTENT = new Set(["llm", "tool", "retrieval"]);

function recordedContent(a: Run, b: Run): Comparable["content"] {
  const steps = [...a.steps, ...b.steps].filter(({ kind }) => HOLD_CONTENT.has(kind));
  const recorded = steps.filter(({ input, output }) => input !== null || output !== null).length;
  if (recorded === 0 && steps.length > 0) return "metadata";
  return recorded === steps.length ? "full" : "partial";
}
