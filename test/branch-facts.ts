import type { BranchCoverageQuestion } from "@/lib/analyses/branch-coverage/report";
import type { BranchCoverageFacts, BranchTally } from "@/lib/analyses/branch-coverage/report-facts";
import { branchKey, parseBranchKey } from "@/lib/domain/branches/branch-key";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";

export const BRANCH_AS_OF = new Date("2026-05-31T12:00:00Z");

/** A registered branch of the point `intent`; a test states only what it is about. */
export function aBranch(branch: string, more: Partial<RegisteredBranch> = {}): RegisteredBranch {
  return {
    id: branch,
    point: "intent",
    branch,
    label: branch,
    condition: null,
    identities: [],
    prompt: null,
    promptVersion: null,
    severity: 3,
    owner: null,
    status: "active",
    reason: null,
    expiresAt: null,
    detect: null,
    ...more,
  };
}

type Version = {
  readonly prompt?: string;
  readonly promptVersion?: string;
  readonly lastAt?: Date;
};

/** Tallies of requests that each fired one branch of the point `intent`. */
export function talliesOf(
  counts: Readonly<Record<string, number>>,
  { prompt, promptVersion, lastAt = BRANCH_AS_OF }: Version = {},
): BranchTally[] {
  const row = (point: string | null, branch: string | null, n: number): BranchTally => ({
    prompt: prompt ?? null,
    promptVersion: promptVersion ?? null,
    point,
    branch,
    n,
    w: n,
    w2: n,
    example: `trace of ${branch ?? "any"}`,
    lastAt,
  });
  const fired = Object.entries(counts).filter(([, n]) => n > 0);
  const all = fired.reduce((sum, [, n]) => sum + n, 0);
  if (all === 0) return [];
  return [
    ...fired.map(([branch, n]) => row("intent", branch, n)),
    row("intent", null, all),
    row(null, null, all),
  ];
}

/** What the store would know of such requests; each took a path of the one branch it fired. */
export function branchFacts(
  production: Readonly<Record<string, number>>,
  evals: Readonly<Record<string, number>>,
  more: Partial<BranchCoverageFacts> = {},
): BranchCoverageFacts {
  const fired = Object.entries(production).filter(([, n]) => n > 0);
  const isOpen = (branch: string) => (evals[branch] ?? 0) === 0;
  const requests = fired.reduce((sum, [, n]) => sum + n, 0);
  const open = fired.filter(([branch]) => isOpen(branch)).reduce((sum, [, n]) => sum + n, 0);
  return {
    asOf: BRANCH_AS_OF,
    registered: [],
    versions: [],
    prompt: null,
    production: talliesOf(production),
    evals: talliesOf(evals),
    abundances: fired.map(([branch, n]) => ({
      requests: n,
      isCovered: !isOpen(branch),
      paths: 1,
    })),
    paths: fired.map(([branch, n]) => ({
      steps: [branchKey("intent", branch)],
      requests: n,
      evals: evals[branch] ?? 0,
      example: `trace of ${branch}`,
    })),
    openDays: requests === 0 ? [] : [{ day: BRANCH_AS_OF, requests, open }],
    closePairs: [],
    change: null,
    sides: [],
    repeated: [],
    examples: fired.map(([branch]) => ({
      traceId: `trace of ${branch}`,
      startedAt: BRANCH_AS_OF,
      tenant: null,
      totalTokens: null,
      steps: [branchKey("intent", branch)],
      closeCalls: null,
      inputPreview: parseBranchKey(branchKey("intent", branch)).branch,
    })),
    cases: [],
    ...more,
  };
}

export const BRANCH_QUESTION: BranchCoverageQuestion = {
  point: null,
  prompt: null,
  promptVersion: null,
  minHits: 3,
};
