import { keyPart } from "@/lib/domain/branches/branch-key";
import {
  type Conditional,
  conditionIdentity,
  extractConditionals,
} from "@/lib/domain/branches/extract-conditionals";
import { type ConditionalMatch, matchConditionals } from "@/lib/domain/branches/match-conditionals";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import type { PromptFact } from "./report-facts";
import type { PromptConditional, PromptReport } from "./report-shape";

const MAX_SLUG = 60;

/** A prompt's conditionals with the branches they are, or would be. */
export function buildPrompt(
  { name, version, text }: Pick<PromptFact, "name" | "version" | "text">,
  registered: readonly RegisteredBranch[],
): PromptReport {
  const own = branchesOfPrompt(registered, name);
  const conditionals = extractConditionals(text);
  const { matches, missing } = matchConditionals(conditionals, own);
  const taken = new Set(own.map(({ id }) => id));
  return {
    name,
    version,
    text,
    conditionals: conditionals.map((conditional, at) => {
      const match = matches[at] ?? { status: "new" as const };
      return conditionalOf(
        conditional,
        match,
        proposalOf({ conditional, match, name, version, own, text, taken }),
      );
    }),
    removed: own
      .filter(({ id, promptVersion, identities }) => {
        const isBound =
          identities.length > 0 && promptVersion !== null && promptVersion !== version;
        return isBound && missing.includes(id);
      })
      .map(({ id, label }) => ({ id, label })),
  };
}

function branchesOfPrompt(registered: readonly RegisteredBranch[], name: string) {
  return registered.filter(({ prompt, status }) => prompt === name && status !== "retired");
}

function conditionalOf(
  conditional: Conditional,
  match: ConditionalMatch,
  proposal: RegisteredBranch,
): PromptConditional {
  const { start, end, line, condition, action, otherwise, label, kind, severity } = conditional;
  return {
    start,
    end,
    line,
    condition,
    action,
    otherwise,
    label,
    kind,
    severity,
    match,
    proposal,
    branchId: match.status === "same" ? match.id : null,
  };
}

type Proposing = {
  readonly conditional: Conditional;
  readonly match: ConditionalMatch;
  readonly name: string;
  readonly version: string;
  readonly own: readonly RegisteredBranch[];
  readonly text: string;
  /** Ids that are given already; grows. */
  readonly taken: Set<string>;
};

/** What confirming a conditional would register: a new branch, or the one it is an edit of. */
function proposalOf({ conditional, match, name, version, own, text, taken }: Proposing) {
  const sentence = text.slice(conditional.start, conditional.end).replace(/\s+/g, " ").trim();
  const edited = match.status === "new" ? undefined : own.find(({ id }) => id === match.id);
  const now = {
    label: conditional.label,
    condition: sentence,
    identities: [conditionIdentity(sentence)],
    promptVersion: version,
  };
  if (edited) return { ...edited, ...now };
  const slug = freeSlug(slugOf(conditional), name, taken);
  return {
    id: `${name}/${slug}`,
    point: keyPart(name),
    branch: slug,
    ...now,
    prompt: name,
    severity: conditional.severity,
    owner: null,
    status: "active" as const,
    reason: null,
    expiresAt: null,
    detect: conditional.detect ?? null,
  };
}

function slugOf({ condition, action }: Conditional): string {
  const words = condition === "always" ? action : condition;
  const slug = words
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return slug.slice(0, MAX_SLUG).replace(/-+$/, "") || "branch";
}

function freeSlug(slug: string, prompt: string, taken: Set<string>): string {
  for (let at = 1; ; at += 1) {
    const free = at === 1 ? slug : `${slug}-${at}`;
    if (taken.has(`${prompt}/${free}`)) continue;
    taken.add(`${prompt}/${free}`);
    return free;
  }
}

/**
 * The registered branches that apply: not retired, of the prompt that is asked for or of none, and
 * still in the text of the shown version.
 */
export function applyingBranches(
  registered: readonly RegisteredBranch[],
  prompt: PromptReport | null,
  asked: string | null,
): RegisteredBranch[] {
  const removed = new Set(prompt?.removed.map(({ id }) => id));
  return registered.filter(
    (branch) =>
      branch.status !== "retired" &&
      !removed.has(branch.id) &&
      (asked === null || branch.prompt === null || branch.prompt === asked),
  );
}
