import { branchKey } from "@/lib/domain/branches/branch-key";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import { matchesGlob } from "@/lib/domain/tiers/glob";
import type { BranchTally } from "./report-facts";

/** What a group of traces did, all prompts and versions together. */
export type Sum = {
  readonly n: number;
  readonly w: number;
  readonly w2: number;
  readonly lastAt: Date;
  readonly example: string;
};

/** Sums by branch key, by point, and of everything. */
export type Tallies = {
  readonly branches: ReadonlyMap<string, Sum>;
  readonly points: ReadonlyMap<string, Sum>;
  readonly whole: Sum | null;
  /** Everything of the traces that name a prompt. */
  readonly prompts: ReadonlyMap<string, Sum>;
};

export function tally(rows: readonly BranchTally[]): Tallies {
  const branches = new Map<string, Sum>();
  const points = new Map<string, Sum>();
  const prompts = new Map<string, Sum>();
  let whole: Sum | null = null;
  for (const row of rows) {
    if (row.point === null) {
      whole = add(whole ?? undefined, row);
      if (row.prompt !== null) prompts.set(row.prompt, add(prompts.get(row.prompt), row));
    } else if (row.branch === null) points.set(row.point, add(points.get(row.point), row));
    else {
      const key = branchKey(row.point, row.branch);
      branches.set(key, add(branches.get(key), row));
    }
  }
  return { branches, points, whole, prompts };
}

function add(sum: Sum | undefined, row: BranchTally): Sum {
  if (!sum) return row;
  const isLater = row.lastAt > sum.lastAt;
  return {
    n: sum.n + row.n,
    w: sum.w + row.w,
    w2: sum.w2 + row.w2,
    lastAt: isLater ? row.lastAt : sum.lastAt,
    example: isLater ? row.example : sum.example,
  };
}

/** Whether an exemption holds. */
export function isExempt({ status, expiresAt }: RegisteredBranch, asOf: Date): boolean {
  return status === "exempt" && (expiresAt === null || expiresAt > asOf);
}

/**
 * Branches that fire in production and that no eval hit: neither exempt, nor the derived form of one
 * that is registered with a detector. In the order of their keys.
 */
export function openBranches(
  production: Tallies,
  evals: Tallies,
  registered: readonly RegisteredBranch[],
  asOf: Date,
): string[] {
  const exempt = new Set(
    registered.flatMap((one) => (isExempt(one, asOf) ? branchKey(one.point, one.branch) : [])),
  );
  const names = namesOf(registered);
  return [...production.branches.keys()]
    .filter((key) => !evals.branches.has(key) && !exempt.has(key) && !isToldElse(key, names))
    .sort();
}

type Names = { readonly keys: ReadonlySet<string>; readonly actions: readonly string[] };

/** What registered branches are called, and which acts they stand for. */
export function namesOf(registered: readonly RegisteredBranch[]): Names {
  const active = registered.filter(({ status }) => status !== "retired");
  return {
    keys: new Set(active.map(({ point, branch }) => branchKey(point, branch))),
    actions: active.flatMap(({ detect }) => {
      const isAction = detect?.action !== undefined && Object.keys(detect).length === 1;
      return isAction && detect.action !== undefined ? detect.action : [];
    }),
  };
}

/** Whether what a model call did is told by a registered branch already, under its name. */
export function isToldElse(key: string, { keys, actions }: Names): boolean {
  if (keys.has(key)) return false;
  const act = key.slice(key.indexOf(" → ") + 3);
  return actions.some((action) => matchesGlob(action, act));
}
