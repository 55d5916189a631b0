import { canonicalText } from "../trace-diff/canonical-text";
import { type ActionKind, actionKindOf, suggestedDetector, suggestedSeverity } from "./action-kind";
import type { Detector } from "./detector";
import { type Stretch, sentencesOf } from "./sentences";

/** An if-else that a prompt writes in words. */
export type Conditional = Stretch & {
  /** First and last line of the text that it stands on, from 1. */
  readonly line: number;
  readonly lastLine: number;
  /** When it holds: "the user asks about billing". */
  readonly condition: string;
  /** What is to be done then. */
  readonly action: string;
  /** What is to be done otherwise, where the text says so; each has an else that is not written. */
  readonly otherwise: string | null;
  readonly kind: ActionKind;
  /** Equal for conditionals that read the same, white space, case and markdown aside. */
  readonly identity: string;
  /** Short enough for a table. */
  readonly label: string;
  readonly severity: number;
  readonly detect: Detector | undefined;
};

const MAX_CONDITIONALS = 1_000;
const MAX_TEXT = 2_000;
const MAX_LABEL = 120;

const MARKER =
  /\b(?:if and only if|only if|only when|if|when(?:ever)?|unless|until|in case(?: of)?|in the event (?:of|that)|once|except (?:if|when|for)|provided that|as soon as|before|after)\b/i;
const THRESHOLD =
  /\b(?:more than|less than|fewer than|at least|at most|up to|no more than|over|under|above|below|within|exceed\w*)\s+(?:[$€£]\s?)?(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten)\b/i;
const RULE =
  /\b(?:never|must not|do not|don['’]t|only|always ask|escalat\w+|refus\w+|declin\w+|den(?:y|ies)|transfer)\b/i;
const OTHERWISE = /^(?:otherwise|else|if not)\b[,:]?\s*/i;
/** "Allowance: if …", "… and if …": what follows stands for itself. */
const CLAUSE_BREAK = /(?:[,;:]|[,;] (?:and|but|or))\s*$/i;
/** A "when" or "before" inside a question or a relative clause decides nothing. */
const NOT_A_CONDITION = /\b(?:ask|asks|know|tell|see|check|decide|determine|whether)\s*$/i;

/** The conditionals of a prompt in the order of its text; at most a thousand. */
export function extractConditionals(text: string): Conditional[] {
  const found: Conditional[] = [];
  for (const stretch of sentencesOf(text)) {
    const sentence = plain(text.slice(stretch.start, stretch.end));
    const last = found.at(-1);
    if (OTHERWISE.test(sentence) && last) {
      found[found.length - 1] = {
        ...last,
        end: stretch.end,
        lastLine: lineAt(text, stretch.end),
        otherwise: withoutStop(sentence.replace(OTHERWISE, "")),
        identity: conditionIdentity(text.slice(last.start, stretch.end)),
      };
      continue;
    }
    const parts = splitSentence(sentence);
    if (parts === null) continue;
    found.push(conditionalOf(text, stretch, sentence, parts));
    if (found.length >= MAX_CONDITIONALS) break;
  }
  return withLoneDetectors(withoutRepeats(found));
}

const TOLD_BY_ACT = new Set<ActionKind>(["handoff", "refuse", "ask"]);

/** Where one conditional alone hands over, refuses or asks, whatever does so is that one. */
function withLoneDetectors(found: readonly Conditional[]): Conditional[] {
  return found.map((one) => {
    const isLone = found.filter(({ kind }) => kind === one.kind).length === 1;
    if (one.detect !== undefined || !isLone || !TOLD_BY_ACT.has(one.kind)) return one;
    return { ...one, detect: { action: `${one.kind}*` } };
  });
}

type Parts = { readonly condition: string; readonly action: string };

/** Null for a sentence that decides nothing. */
function splitSentence(sentence: string): Parts | null {
  const marker = markerIn(sentence);
  if (marker !== null) return splitAt(sentence, marker);
  if (THRESHOLD.test(sentence)) return { condition: sentence, action: sentence };
  return RULE.test(sentence) ? { condition: "always", action: sentence } : null;
}

type Marker = { readonly at: number; readonly word: string };

function markerIn(sentence: string): Marker | null {
  let from = 0;
  for (;;) {
    const match = MARKER.exec(sentence.slice(from));
    if (!match) return null;
    const at = from + match.index;
    if (!NOT_A_CONDITION.test(sentence.slice(0, at))) return { at, word: match[0] };
    from = at + match[0].length;
  }
}

function splitAt(sentence: string, { at, word }: Marker): Parts | null {
  const rest = sentence.slice(at + word.length).trim();
  const before = sentence.slice(0, at).replace(/[\s,:(–-]+$/, "");
  const prefix = /^if$/i.test(word) ? "" : `${word.toLowerCase()} `;
  const cut = commaAfterCondition(rest);
  // "If A, do B." at the start of a clause; "Do B if A." at its end.
  const startsClause =
    cut >= 0 &&
    (before.split(" ").filter(Boolean).length <= 2 || CLAUSE_BREAK.test(sentence.slice(0, at)));
  if (!startsClause) {
    const condition = withoutStop(prefix + rest);
    return rest === "" ? null : { condition, action: before === "" ? condition : before };
  }
  return {
    condition: prefix + rest.slice(0, cut).trim(),
    action: rest
      .slice(cut + 1)
      .replace(/^\s*(?:then|please)\s+/i, "")
      .trim(),
  };
}

/** Commas of lists stand before a last "or" or "and"; the one that ends the condition comes after. */
function commaAfterCondition(rest: string): number {
  const then = /[,:]?\s+then\s/i.exec(rest);
  if (then) return then.index;
  const commas = [...rest.matchAll(/[,:](?=\s)/g)].map(({ index }) => index);
  const isList = (at: number) => /^[,:]\s+(?:or|and)\b/i.test(rest.slice(at));
  const lastOfList = commas.findLastIndex(isList);
  const depthFree = commas.filter((at) => !isInBrackets(rest, at));
  const after = depthFree.filter((at) => lastOfList < 0 || at > (commas[lastOfList] ?? 0));
  return after[0] ?? depthFree[0] ?? -1;
}

function isInBrackets(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return before.split("(").length > before.split(")").length;
}

function conditionalOf(
  text: string,
  stretch: Stretch,
  sentence: string,
  { condition, action }: Parts,
): Conditional {
  const kind = actionKindOf(action);
  return {
    ...stretch,
    line: lineAt(text, stretch.start),
    lastLine: lineAt(text, stretch.end),
    condition: condition.slice(0, MAX_TEXT),
    action: withoutStop(action).slice(0, MAX_TEXT),
    otherwise: null,
    kind,
    identity: conditionIdentity(sentence),
    label: labelOf(condition, action),
    severity: suggestedSeverity(kind, action),
    detect: suggestedDetector(condition, action),
  };
}

/** Equal for sentences that read the same, white space, case, markdown and the full stop aside. */
export function conditionIdentity(sentence: string): string {
  return withoutStop(canonicalText(sentence).toLowerCase()).slice(0, MAX_TEXT);
}

function labelOf(condition: string, action: string): string {
  const whole =
    condition === "always" || condition === action
      ? withoutStop(action)
      : `${condition} → ${withoutStop(action)}`;
  return whole.length <= MAX_LABEL ? whole : `${whole.slice(0, MAX_LABEL - 1).trimEnd()}…`;
}

/** A prompt may say the same twice; it is one branch, where it stands first. */
function withoutRepeats(found: readonly Conditional[]): Conditional[] {
  const seen = new Set<string>();
  return found.filter(({ identity }) => {
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/** One line, without marks that only decorate. */
const plain = (sentence: string) => canonicalText(sentence).replace(/\s+/g, " ");
const withoutStop = (sentence: string) => sentence.replace(/[.;:!]+$/, "").trim();

function lineAt(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split("\n").length;
}
