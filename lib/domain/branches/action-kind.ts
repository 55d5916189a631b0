import type { Detector } from "./detector";

/** What a branch makes the agent do. */
export const ACTION_KINDS = ["handoff", "refuse", "ask", "retry", "tool", "respond"] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

const HANDOFF =
  /\b(?:hand(?:s|ed|ing)?[ -]?(?:\w+ )?(?:off|over)|hand (?:it|them|him|her) to|handoff|escalat\w+|transfer(?:s|red|ring)? (?:\w+ ){0,4}(?:to|is needed)|(?:human|live) (?:agent|operator|representative|being)|route (?:\w+ ){0,3}to)\b/i;
const REFUSE =
  /\b(?:refus\w+|declin\w+|den(?:y|ies)|reject\w*|politely say (?:that )?(?:you|no)|(?:do not|don['’]t|never|must not|cannot|can['’]t) (?:\w+ )?(?:answer|help|assist|provide|share|reveal|disclose|discuss|give|offer|process|comply))\b/i;
const ASK =
  /\b(?:ask(?:s|ing)?|clarif\w+|request (?:\w+ )?(?:details|confirmation)|confirm(?:ation)? (?:with|from))\b/i;
const RETRY =
  /\b(?:retr(?:y|ies|ying)|try again|another (?:query|strategy|search|approach|tool))\b/i;
const TOOL =
  /\b(?:call|use|invoke|run|query)\s+(?:the\s+)?(?:`([\w.-]+)`|(\w+_\w+))|`([\w.-]+_[\w.-]+)`/i;
const IRREVERSIBLE =
  /\b(?:delet\w+|cancel\w*|refund\w*|pay(?:ment|s|ing)?|charg\w+|purchas\w+|book(?:s|ing)?|send(?:s|ing)?|irrevers\w+)\b/i;

/** What the words of an action ask for; the gravest of several. */
export function actionKindOf(action: string): ActionKind {
  if (HANDOFF.test(action)) return "handoff";
  if (REFUSE.test(action)) return "refuse";
  if (RETRY.test(action)) return "retry";
  if (ASK.test(action)) return "ask";
  return TOOL.test(action) ? "tool" : "respond";
}

/** How bad it is when the branch goes wrong, 1 to 5, to be corrected by a person. */
export function suggestedSeverity(kind: ActionKind, action: string): number {
  if (kind === "handoff" || kind === "refuse") return 4;
  if (IRREVERSIBLE.test(action)) return 4;
  return kind === "tool" || kind === "retry" ? 3 : 2;
}

const ROWS =
  /\b(?:more than|over|exceeds?|at least)\s+(\d{1,9})\s+(?:\w+\s)?(?:rows|results|records|items|hits|matches|documents|entries)\b/i;
const NO_ROWS =
  /\b(?:no|zero|empty)\s+(?:\w+\s)?(?:rows|results?|records|items|hits|matches|documents|entries)\b/i;

/**
 * How such a branch may show in a trace that does not name it. Undefined where its action is one that
 * many branches share: it would see all of them.
 */
export function suggestedDetector(condition: string, action: string): Detector | undefined {
  const rows = ROWS.exec(condition)?.[1];
  if (rows !== undefined) return { rowsOver: Number(rows) };
  if (NO_ROWS.test(condition)) return { rowsUnder: 1 };
  const tool = TOOL.exec(action)
    ?.slice(1)
    .find((name) => name !== undefined);
  return tool === undefined ? undefined : { tool };
}
