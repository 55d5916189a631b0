import { z } from "zod";
import type { Database, Transaction } from "./database";
import type { RoutingRuleReview as ReviewRow, RoutingRule as RuleRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import { lockPosting, type Posting } from "./posting";

/** A rule that moves requests from one tier to another, as it was declared. */
export type RoutingRule = {
  /** As telemetry names it. */
  readonly id: string;
  readonly owner: string;
  readonly rationale: string;
  readonly fromTier: string;
  readonly toTier: string;
  readonly reason: string;
  /** Share of all requests, 0 to 1, that it is meant to move. */
  readonly expectedShare: number;
  readonly expiresAt: Date;
  /** Percent of requests, 0 to 100, from each moment on; earliest first. */
  readonly ramp: readonly RampStep[];
};

export type RampStep = { readonly at: Date; readonly percent: number };

/** Somebody looked at a rule again and let it live until a new moment. */
export type RoutingRuleReview = {
  readonly note: string;
  readonly expiresAt: Date;
  readonly by: string;
};

/** A rule as it stands: `expiresAt` is what was said last, by a declaration or by a review. */
export type PostedRoutingRule = RoutingRule &
  Posting & {
    readonly createdAt: Date;
    /** Latest first. */
    readonly reviews: readonly (RoutingRuleReview & { readonly at: Date })[];
  };

/** Declares a rule, in place of the one of that id. Returns whether anything changed. */
export async function saveRoutingRule(
  db: Database,
  projectId: number,
  rule: RoutingRule,
  { postedAt, postedBy }: Posting,
): Promise<boolean> {
  const changed: unknown[] = await db.$queryRaw`
    insert into routing_rule
      (project_id, rule_id, owner, rationale, from_tier, to_tier, reason, expected_share,
       expires_at, expiry_set_at, ramp, created_at, posted_at, posted_by)
    values (${projectId}, ${rule.id}, ${rule.owner}, ${rule.rationale}, ${rule.fromTier},
            ${rule.toTier}, ${rule.reason}, ${rule.expectedShare}::float8,
            ${rule.expiresAt}::timestamptz, ${postedAt}::timestamptz,
            ${JSON.stringify(rule.ramp)}::jsonb, ${postedAt}::timestamptz,
            ${postedAt}::timestamptz, ${postedBy})
    on conflict (project_id, rule_id) do update
    set owner = excluded.owner, rationale = excluded.rationale, from_tier = excluded.from_tier,
        to_tier = excluded.to_tier, reason = excluded.reason,
        expected_share = excluded.expected_share, expires_at = excluded.expires_at,
        expiry_set_at = case when routing_rule.expires_at = excluded.expires_at
                             then routing_rule.expiry_set_at else excluded.expiry_set_at end,
        ramp = excluded.ramp, posted_at = excluded.posted_at, posted_by = excluded.posted_by
    where (routing_rule.owner, routing_rule.rationale, routing_rule.from_tier,
           routing_rule.to_tier, routing_rule.reason, routing_rule.expected_share,
           routing_rule.expires_at, routing_rule.ramp)
      is distinct from (excluded.owner, excluded.rationale, excluded.from_tier, excluded.to_tier,
                        excluded.reason, excluded.expected_share, excluded.expires_at,
                        excluded.ramp)
    returning id`;
  return changed.length > 0;
}

/**
 * Records that a rule was looked at again. Returns null when there is no such rule, false when the
 * latest review already says the same.
 */
export async function insertRoutingRuleReview(
  db: Database,
  projectId: number,
  ruleId: string,
  { note, expiresAt, by }: RoutingRuleReview,
  reviewedAt: Date,
): Promise<boolean | null> {
  return db.$transaction(async (tx) => {
    await lockPosting(tx, "routing_rule", projectId, ruleId);
    const rule = await findRow(tx, projectId, ruleId);
    if (rule === null) return null;
    const latest = rule.reviews[0];
    const isSame =
      latest?.note === note &&
      latest.reviewedBy === by &&
      latest.expiresAt.getTime() === expiresAt.getTime();
    if (isSame) return false;
    await tx.routingRuleReview.create({
      data: { projectId, ruleId, note, expiresAt, reviewedBy: by, reviewedAt },
    });
    return true;
  });
}

const withReviews = { include: { reviews: { orderBy: { id: "desc" } } } } as const;

function findRow(tx: Transaction, projectId: number, ruleId: string) {
  return tx.routingRule.findUnique({
    where: { projectId_ruleId: { projectId, ruleId } },
    ...withReviews,
  });
}

export async function findRoutingRule(
  db: Database,
  projectId: number,
  ruleId: string,
): Promise<PostedRoutingRule | undefined> {
  const found = await findRow(db, projectId, ruleId);
  return found ? ruleOf(found) : undefined;
}

export async function listRoutingRules(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedRoutingRule>> {
  const found = await db.routingRule.findMany({ ...pageQuery(projectId, request), ...withReviews });
  return pageOf(found, request, ruleOf);
}

/** Every rule of a project, by id. */
export async function loadRoutingRules(
  db: Database,
  projectId: number,
): Promise<PostedRoutingRule[]> {
  const found = await db.routingRule.findMany({
    where: { projectId },
    orderBy: { ruleId: "asc" },
    ...withReviews,
  });
  return found.map(ruleOf);
}

const storedRamp = z.array(z.object({ at: z.coerce.date(), percent: z.number() }));

function ruleOf(row: RuleRow & { readonly reviews: readonly ReviewRow[] }): PostedRoutingRule {
  const { ruleId: id, owner, rationale, fromTier, toTier, reason, expectedShare } = row;
  const { createdAt, postedAt, postedBy } = row;
  const latest = row.reviews.find(({ reviewedAt }) => reviewedAt >= row.expirySetAt);
  return {
    id,
    owner,
    rationale,
    fromTier,
    toTier,
    reason,
    expectedShare,
    expiresAt: latest?.expiresAt ?? row.expiresAt,
    ramp: storedRamp.parse(row.ramp),
    createdAt,
    reviews: row.reviews.map(({ note, expiresAt, reviewedBy, reviewedAt }) => ({
      note,
      expiresAt,
      by: reviewedBy,
      at: reviewedAt,
    })),
    postedAt,
    postedBy,
  };
}
