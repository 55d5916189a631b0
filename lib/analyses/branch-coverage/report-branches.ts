import { branchKey, parseBranchKey } from "@/lib/domain/branches/branch-key";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import { effectiveProportion } from "@/lib/domain/statistics/effective-sample";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import type { BranchCoverageFacts } from "./report-facts";
import type { BranchRow, BranchStatus } from "./report-shape";
import { isExempt, isToldElse, namesOf, type Sum, type Tallies } from "./report-tally";

/** What rows are made of. */
export type BranchWorld = {
  readonly facts: Pick<BranchCoverageFacts, "asOf" | "cases">;
  /** Those that apply. */
  readonly registered: readonly RegisteredBranch[];
  readonly production: Tallies;
  readonly evals: Tallies;
  readonly otherEvals: Tallies;
  readonly minHits: number;
  readonly point: string | null;
};

const UNRATED = 3;

/** Every branch that is registered or was seen; gaps first, by traffic × severity within a status. */
export function buildBranches(world: BranchWorld): BranchRow[] {
  const { registered, production, evals, point } = world;
  const names = namesOf(registered);
  const seen = [...new Set([...production.branches.keys(), ...evals.branches.keys()])];
  const unregistered = seen.filter((key) => !names.keys.has(key) && !isToldElse(key, names));
  const rows = [
    ...registered.map((branch) => rowOf(world, branchKey(branch.point, branch.branch), branch)),
    ...unregistered.map((key) => rowOf(world, key, null)),
  ];
  return rows
    .filter((row) => point === null || row.point === point)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
        weightOf(b) - weightOf(a) ||
        b.severity - a.severity ||
        (a.id < b.id ? -1 : 1),
    );
}

const ORDER: readonly BranchStatus[] = [
  "gap",
  "unregistered",
  "unreached",
  "test_only",
  "covered",
  "eval_only",
];

/** Traffic × severity: how much harm an untested branch can do. */
export function weightOf({ productionHits, severity }: BranchRow): number {
  return productionHits * severity;
}

function rowOf(world: BranchWorld, key: string, registered: RegisteredBranch | null): BranchRow {
  const { production, evals, otherEvals, minHits } = world;
  const own = production.branches.get(key);
  const reached = reachedIn(production, key, registered);
  const evalHits = hitsIn(evals, key);
  const evalReached = reachedIn(evals, key, registered);
  return {
    ...namesOfRow(key, registered),
    key,
    status: statusOf(registered !== null, own !== undefined, evalHits >= minHits, evalHits > 0),
    productionHits: hitsIn(production, key),
    productionReached: reached ? reached.n : 0,
    ...shareOf(own, reached),
    evalHits,
    evalPassedBy: evalReached ? Math.max(0, evalReached.n - evalHits) : 0,
    otherVersionHits: hitsIn(otherEvals, key),
    lastFiredAt: own ? own.lastAt : null,
    example: own ? own.example : null,
    ...exemptionOf(world, registered),
    ...casesOf(world, registered),
  };
}

const hitsIn = (tallies: Tallies, key: string) => tallies.branches.get(key)?.n ?? 0;

function exemptionOf({ facts }: BranchWorld, registered: RegisteredBranch | null) {
  if (registered?.status !== "exempt") return { exemption: null, hasExpired: false };
  const { reason, expiresAt } = registered;
  const holds = isExempt(registered, facts.asOf);
  return { exemption: holds ? { reason: reason ?? "", expiresAt } : null, hasExpired: !holds };
}

function casesOf({ facts }: BranchWorld, registered: RegisteredBranch | null) {
  const named = registered && facts.cases.find(({ branch }) => branch === registered.id);
  return { cases: named?.cases ?? 0, drafts: named?.drafts ?? 0 };
}

function namesOfRow(key: string, registered: RegisteredBranch | null) {
  const { point, branch } = parseBranchKey(key);
  return {
    id: registered?.id ?? key,
    point,
    branch,
    label: registered?.label ?? branch,
    severity: registered?.severity ?? UNRATED,
    owner: registered?.owner ?? null,
    prompt: registered?.prompt ?? null,
    condition: registered?.condition ?? null,
    isRegistered: registered !== null,
    detect: registered?.detect ?? null,
  };
}

/** A detector looks at every request of its prompt; a mark only stands where its point was reached. */
function reachedIn(tallies: Tallies, key: string, registered: RegisteredBranch | null) {
  if (!registered?.detect) return tallies.points.get(parseBranchKey(key).point);
  if (registered.prompt === null) return tallies.whole ?? undefined;
  return tallies.prompts.get(registered.prompt);
}

function shareOf(own: Sum | undefined, reached: Sum | undefined) {
  if (!reached) return { productionShare: null, low: null, high: null };
  const proportion = effectiveProportion(own ?? { w: 0, w2: 0 }, reached);
  const { low, high } = wilson(proportion.successes, proportion.trials);
  return { productionShare: proportion.successes / proportion.trials, low, high };
}

function statusOf(
  isRegistered: boolean,
  fires: boolean,
  isCovered: boolean,
  wasHit: boolean,
): BranchStatus {
  if (!isRegistered) return fires ? "unregistered" : "eval_only";
  if (isCovered) return fires ? "covered" : "test_only";
  if (fires) return "gap";
  return wasHit ? "test_only" : "unreached";
}
