import { type Conditional, extractConditionals } from "@/lib/domain/branches/extract-conditionals";
import { matchConditionals } from "@/lib/domain/branches/match-conditionals";
import type { PromptFact } from "./report-facts";
import type { PromptConditional, PromptReport, VersionChange, VersionDiff } from "./report-shape";

/** By branch id, whether evals of a version cover it. */
export type Covered = (branchId: string) => boolean;

/** What became of the conditionals from the earlier version to the shown one, in the order of its text. */
export function buildDiff(
  fact: PromptFact | null,
  prompt: PromptReport | null,
  { before, after }: { readonly before: Covered; readonly after: Covered },
): VersionDiff | null {
  if (!fact?.against || !prompt) return null;
  const earlier = extractConditionals(fact.against.text);
  const known = earlier.map(({ identity, label }, at) => ({
    id: String(at),
    label,
    identities: [identity],
  }));
  const later = extractConditionals(fact.text);
  const { matches, missing } = matchConditionals(later, known);
  const touched = matches.flatMap((match, at): VersionChange[] => {
    const conditional = later[at];
    const shown = prompt.conditionals[at];
    if (match.status === "same" || !conditional || !shown || !fact.against) return [];
    const from = match.status === "edited" ? earlier[Number(match.id)] : undefined;
    return [
      {
        change: from ? "edited" : "added",
        label: conditional.label,
        before: from ? sentenceOf(fact.against.text, from) : null,
        after: sentenceOf(fact.text, conditional),
        ...coverageOf(shown, before, after),
      },
    ];
  });
  const { version, text } = fact.against;
  const gone = missing.flatMap((id) => earlier[Number(id)] ?? []);
  return {
    from: version,
    to: fact.version,
    changes: [...touched, ...gone.map((conditional) => removed(text, conditional))],
    unchanged: matches.filter(({ status }) => status === "same").length,
  };
}

function coverageOf({ branchId, match }: PromptConditional, before: Covered, after: Covered) {
  const isCovered = branchId !== null && after(branchId);
  // An edit that nobody confirmed yet is known by the branch it was.
  const was = branchId ?? (match.status === "edited" ? match.id : null);
  return { branchId, isCovered, isNowUncovered: !isCovered && was !== null && before(was) };
}

function removed(text: string, conditional: Conditional): VersionChange {
  return {
    change: "removed",
    label: conditional.label,
    before: sentenceOf(text, conditional),
    after: null,
    branchId: null,
    isCovered: false,
    isNowUncovered: false,
  };
}

function sentenceOf(text: string, { start, end }: Conditional): string {
  return text.slice(start, end).replace(/\s+/g, " ");
}
