import { branchKey } from "@/lib/domain/branches/branch-key";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import type { BranchCoverageFacts, PromptName } from "./report-facts";
import type { VersionCoverage } from "./report-shape";
import { isExempt, type Tallies, tally } from "./report-tally";
import { isSameVersion, ofVersions } from "./report-versions";

type Versioned = Pick<BranchCoverageFacts, "asOf" | "versions" | "production" | "evals">;

/** Which registered branches evals of one version hit often enough. */
export function coveredIn(
  evals: Tallies,
  registered: readonly RegisteredBranch[],
  minHits: number,
): ReadonlySet<string> {
  return new Set(
    registered.flatMap(({ id, point, branch }) =>
      (evals.branches.get(branchKey(point, branch))?.n ?? 0) >= minHits ? id : [],
    ),
  );
}

/** Coverage of every version that was posted or that traces name; the latest seen first. */
export function buildByVersion(
  facts: Versioned,
  registered: readonly RegisteredBranch[],
  counted: readonly PromptName[],
  minHits: number,
): VersionCoverage[] {
  const names = new Map<string, PromptName>();
  const posted = facts.versions.map(({ name, version }) => ({
    prompt: name,
    promptVersion: version,
  }));
  for (const { prompt, promptVersion } of [...posted, ...facts.production, ...facts.evals]) {
    names.set(JSON.stringify([prompt, promptVersion]), { prompt, promptVersion });
  }
  return [...names.values()]
    .map((name) => coverageOf(facts, registered, counted, minHits, name))
    .sort((a, b) => timeOf(b) - timeOf(a) || (textOf(a) < textOf(b) ? 1 : -1));
}

const timeOf = ({ postedAt, lastSeenAt }: VersionCoverage) =>
  Math.max(postedAt?.getTime() ?? 0, lastSeenAt?.getTime() ?? 0);
const textOf = ({ prompt, promptVersion }: PromptName) => `${prompt}@${promptVersion}`;

function coverageOf(
  facts: Versioned,
  registered: readonly RegisteredBranch[],
  counted: readonly PromptName[],
  minHits: number,
  name: PromptName,
): VersionCoverage {
  const production = tally(ofVersions(facts.production, [name]));
  const evals = tally(ofVersions(facts.evals, [name]));
  const own = registered.filter(
    (branch) =>
      !isExempt(branch, facts.asOf) && (branch.prompt === null || branch.prompt === name.prompt),
  );
  const covered = coveredIn(evals, own, minHits).size;
  const total = own.length;
  const interval = total === 0 ? { low: null, high: null } : wilson(covered, total);
  const posted = facts.versions.find(
    ({ name: prompt, version }) => prompt === name.prompt && version === name.promptVersion,
  );
  return {
    ...name,
    postedAt: posted?.createdAt ?? null,
    lastSeenAt: production.whole?.lastAt ?? null,
    requests: production.whole?.n ?? 0,
    evalTraces: evals.whole?.n ?? 0,
    covered,
    registered: total,
    coverage: total === 0 ? null : covered / total,
    ...interval,
    isCounted: counted.some((version) => isSameVersion(version, name)),
  };
}
