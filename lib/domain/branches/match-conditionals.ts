import { textSimilarity } from "../alignment/text-similarity";

/** A branch as far as conditionals are matched with it. */
export type KnownBranch = {
  readonly id: string;
  readonly label: string;
  /** Identities of every sentence it has stood for, in any version. */
  readonly identities: readonly string[];
};

/** A conditional as far as it is matched. */
export type KnownConditional = { readonly identity: string };

/** Which branch a conditional is, if any. */
export type ConditionalMatch =
  | { readonly status: "same"; readonly id: string }
  /** It reads alike, `similarity` from 0 to 1; whether it is the same is for a person to say. */
  | { readonly status: "edited"; readonly id: string; readonly similarity: number }
  | { readonly status: "new" };

export type MatchedConditionals = {
  /** One for each conditional, in their order. */
  readonly matches: readonly ConditionalMatch[];
  /** Ids of branches that no conditional is, in their order. */
  readonly missing: readonly string[];
};

const ALIKE = 0.8;

/**
 * Which branches the conditionals of another version are: first those that read the same, then pairs
 * that read alike, the most alike first; each branch and each conditional once.
 */
export function matchConditionals(
  conditionals: readonly KnownConditional[],
  branches: readonly KnownBranch[],
): MatchedConditionals {
  const matches = new Array<ConditionalMatch>(conditionals.length).fill({ status: "new" });
  const taken = new Set<string>();
  for (const [at, { identity }] of conditionals.entries()) {
    const same = branches.find(
      ({ id, identities }) => !taken.has(id) && identities.includes(identity),
    );
    if (!same) continue;
    matches[at] = { status: "same", id: same.id };
    taken.add(same.id);
  }
  for (const { at, id, similarity } of pairsAlike(conditionals, branches, matches, taken)) {
    if (matches[at]?.status !== "new" || taken.has(id)) continue;
    matches[at] = { status: "edited", id, similarity };
    taken.add(id);
  }
  return { matches, missing: branches.flatMap(({ id }) => (taken.has(id) ? [] : id)) };
}

/** The most alike first. */
function pairsAlike(
  conditionals: readonly KnownConditional[],
  branches: readonly KnownBranch[],
  matches: readonly ConditionalMatch[],
  taken: ReadonlySet<string>,
) {
  const open = branches.filter(({ id, identities }) => !taken.has(id) && identities.length > 0);
  const pairs = conditionals.flatMap(({ identity }, at) => {
    if (matches[at]?.status !== "new") return [];
    return open.flatMap(({ id, identities }) => {
      const similarity = Math.max(...identities.map((known) => textSimilarity(known, identity)));
      return similarity >= ALIKE ? { at, id, similarity } : [];
    });
  });
  return pairs.sort((a, b) => b.similarity - a.similarity || a.at - b.at || (a.id < b.id ? -1 : 1));
}
