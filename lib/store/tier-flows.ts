import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { type TierScope, tierSource } from "./tier-source";

const text = z.string().nullable();
const flowRow = z
  .object({
    tier: z.string(),
    intended: text,
    reason: text,
    rule: text,
    n: z.number(),
    w: z.number(),
    w2: z.number(),
    cost_usd: z.number(),
    cost_n: z.number(),
    tokens: z.number(),
    tokens_n: z.number(),
    duration_ms: z.number(),
  })
  .transform(({ cost_usd, cost_n, tokens_n, duration_ms, ...row }) => ({
    ...row,
    costUsd: cost_usd,
    costCount: cost_n,
    tokensCount: tokens_n,
    durationMs: duration_ms,
  }));

/**
 * Requests by tier, intended tier, reason and rule, with sums of cost, tokens and duration over those
 * of them that say (`costCount`, `tokensCount`).
 */
export type TierFlow = z.output<typeof flowRow>;

export async function loadTierFlows(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<TierFlow[]> {
  const found = await db.$queryRaw`
    select tier, intended, reason, rule, sum(n)::float8 as n, sum(w)::float8 as w,
      sum(w2)::float8 as w2, sum(cost_usd) as cost_usd, sum(cost_n)::float8 as cost_n,
      sum(tokens) as tokens, sum(tokens_n)::float8 as tokens_n, sum(duration_ms) as duration_ms
    from ${tierSource("flow", scope, window)} as counted
    group by tier, intended, reason, rule`;
  return z.array(flowRow).parse(found);
}

const ruleRow = z.object({
  at: z.date(),
  rule: z.string(),
  n: z.number(),
  w: z.number(),
  w2: z.number(),
});

/** Requests that each rule demoted, by UTC day. */
export async function loadRuleDays(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<z.output<typeof ruleRow>[]> {
  const found = await db.$queryRaw`
    select date_bin('1 day', at, '2000-01-01Z'::timestamptz) as at, rule, sum(n)::float8 as n,
      sum(w)::float8 as w, sum(w2)::float8 as w2
    from ${tierSource("flow", scope, window)} as counted
    where rule is not null
    group by 1, 2`;
  return z.array(ruleRow).parse(found);
}
