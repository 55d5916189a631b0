import { MS_PER_DAY } from "./report-days";
import type { RoutingRuleFact, TierMixFacts } from "./report-facts";
import type { LedgerRow, LedgerStatus } from "./report-findings";
import { addTallies, byText, NOTHING, shareOf, tallyBy } from "./report-tally";

/** Times its declared share at which a rule does more than was agreed. */
const MAX_OF_EXPECTED = 2;
const ATTENTION: Record<LedgerStatus, number> = {
  expired: 0,
  over_expected: 1,
  undeclared: 2,
  ok: 3,
  unused: 4,
};

/** Every rule that was declared or that telemetry names; what needs attention first, then the largest. */
export function buildLedger(facts: TierMixFacts): LedgerRow[] {
  const present = facts.demotions.filter(({ period }) => period === "after");
  const all = addTallies(present);
  const byRule = tallyBy(present, ({ rule }) => rule);
  const declared = new Set(facts.routingRules.map(({ rule }) => rule));
  const others = [...byRule.keys()].filter((rule) => rule !== null && !declared.has(rule));
  const rules = [...facts.routingRules, ...others.flatMap((rule) => rule ?? []).map(undeclared)];
  return rules
    .map((rule) => {
      const own = byRule.get(rule.rule) ?? NOTHING;
      const share = shareOf(own, all)?.share ?? null;
      return {
        ...rule,
        share,
        requests: own.w,
        rampPercent: rule.ramp.findLast(({ at }) => at <= facts.asOf)?.percent ?? null,
        ageDays: rule.createdAt && (facts.asOf.getTime() - rule.createdAt.getTime()) / MS_PER_DAY,
        status: statusOf(rule, share, facts.asOf),
      };
    })
    .sort(
      (a, b) =>
        ATTENTION[a.status] - ATTENTION[b.status] ||
        b.requests - a.requests ||
        byText(a.rule, b.rule),
    );
}

type Rule = Omit<RoutingRuleFact, "createdAt"> & { readonly createdAt: Date | null };

function statusOf(rule: Rule, share: number | null, asOf: Date): LedgerStatus {
  if (rule.createdAt === null) return "undeclared";
  if (rule.expiresAt !== null && rule.expiresAt <= asOf) return "expired";
  if (!share) return "unused";
  const isOver = rule.expectedShare !== null && share > MAX_OF_EXPECTED * rule.expectedShare;
  return isOver ? "over_expected" : "ok";
}

function undeclared(rule: string): Rule {
  return {
    rule,
    owner: null,
    rationale: null,
    fromTier: null,
    toTier: null,
    reason: null,
    expectedShare: null,
    createdAt: null,
    expiresAt: null,
    ramp: [],
    review: null,
  };
}
