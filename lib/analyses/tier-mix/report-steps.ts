import { effectiveProportion } from "@/lib/domain/statistics/effective-sample";
import { addDays, between, type Day, daysOf, MS_PER_DAY, startOfDay } from "./report-days";
import type { ChangeFact, TierMixFacts } from "./report-facts";
import type { StepReport, Waterfall } from "./report-findings";
import type { Ladder } from "./report-ladder";
import { findLevels } from "./report-levels";
import { addTallies, byText, NOTHING } from "./report-tally";

/** The report's days that hold requests, oldest first. */
export function windowDays(facts: TierMixFacts, from: Date): Day[] {
  return daysOf(between(facts.daily, startOfDay(from), facts.asOf));
}

/** Every tier's lasting moves within the window, oldest first, tiers in order of level. */
export function buildSteps(
  facts: TierMixFacts,
  ladder: Ladder,
  days: readonly Day[],
): StepReport[] {
  return ladder.tiers
    .flatMap((tier) => stepsOf(facts, ladder, days, tier))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** How the primary tier came from its first level to its last, change by change. */
export function buildWaterfall(
  steps: readonly StepReport[],
  ladder: Ladder,
  days: readonly Day[],
): Waterfall | null {
  const { primary } = ladder;
  if (primary === null || days.length < 2) return null;
  const own = steps.filter(({ tier }) => tier === primary);
  const level = meanShare(days, primary);
  return {
    tier: primary,
    start: own[0]?.from ?? level,
    end: own.at(-1)?.to ?? level,
    entries: own.flatMap(({ at, delta, changes }) => {
      const credited = changes.map(({ title, share }) => ({ at, title, delta: share * delta }));
      const rest = delta - credited.reduce((sum, entry) => sum + entry.delta, 0);
      const isNothing = Math.abs(rest) <= 1e-12;
      return isNothing ? credited : [...credited, { at, title: null, delta: rest }];
    }),
  };
}

function stepsOf(
  facts: TierMixFacts,
  ladder: Ladder,
  days: readonly Day[],
  tier: string,
): StepReport[] {
  const { starts, means } = findLevels(
    days.map((day) => effectiveProportion(day.byTier.get(tier) ?? NOTHING, day.all)),
  );
  return starts.slice(1).flatMap((cut, i) => {
    const begin = days[starts[i] ?? 0];
    const last = days[cut - 1];
    const first = days[cut];
    const from = means[i];
    const to = means[i + 1];
    if (!begin || !last || !first || from === undefined || to === undefined) return [];
    const end = days[starts[i + 2] ?? days.length];
    const step = { at: first.at, tier, from, to, delta: to - from };
    const span = { begin: begin.at, cut: first.at, end: end?.at ?? addDays(facts.asOf, 1) };
    const bucketMs = Math.max(MS_PER_DAY, first.at.getTime() - last.at.getTime());
    const candidates = facts.changes.filter((change) => mayExplain(change, first.at, bucketMs));
    // More demotion lowers the primary and raises the tiers below it.
    const isWorse = ladder.isDemoted(tier) ? step.delta > 0 : step.delta < 0;
    const moveOf = (change: ChangeFact) =>
      Math.max(0, (isWorse ? 1 : -1) * ruleMove(facts, days, change.ruleIds, span));
    return [{ ...step, changes: credit(candidates, Math.abs(step.delta), moveOf) }];
  });
}

/** Whether a cut lies where a change can show: from a bucket before it to the end of its rollout. */
function mayExplain({ at, rolloutEndsAt }: ChangeFact, cut: Date, bucketMs: number): boolean {
  const rolloutMs = rolloutEndsAt === null ? 0 : rolloutEndsAt.getTime() - at.getTime();
  const delayMs = cut.getTime() - at.getTime();
  return delayMs >= -bucketMs && delayMs <= Math.max(bucketMs, rolloutMs);
}

/**
 * One candidate is credited with the whole step. Several share it in proportion to what their own
 * routing rules moved; where no rule tells, equally.
 */
function credit(
  candidates: readonly ChangeFact[],
  size: number,
  moveOf: (change: ChangeFact) => number,
): StepReport["changes"] {
  const ordered = [...candidates].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || byText(a.title, b.title),
  );
  if (ordered.length < 2) return ordered.map(({ title }) => ({ title, share: 1 }));
  const moves = ordered.map(moveOf);
  const moved = moves.reduce((sum, move) => sum + move, 0);
  return ordered.map(({ title }, i) => ({
    title,
    share: moved === 0 ? 1 / ordered.length : (moves[i] ?? 0) / Math.max(moved, size),
  }));
}

type Stretch = { readonly begin: Date; readonly cut: Date; readonly end: Date };

/** How much more of all requests the rules demoted after a cut than before it. */
function ruleMove(
  { ruleDaily }: TierMixFacts,
  days: readonly Day[],
  rules: readonly string[],
  { begin, cut, end }: Stretch,
): number {
  const own = ruleDaily.filter(({ rule }) => rules.includes(rule));
  const share = (from: Date, to: Date) => {
    const all = addTallies(between(days, from, to).map((day) => day.all)).w;
    return all === 0 ? 0 : addTallies(between(own, from, to)).w / all;
  };
  return share(cut, end) - share(begin, cut);
}

function meanShare(days: readonly Day[], tier: string): number {
  const part = addTallies(days.map((day) => day.byTier.get(tier) ?? NOTHING));
  return part.w / addTallies(days.map(({ all }) => all)).w;
}
