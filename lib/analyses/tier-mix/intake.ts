import { z } from "zod";
import { CHANGE_AXES, CHANGE_LAYERS, type Change } from "@/lib/domain/change";
import { isoTime } from "@/lib/parse-input";
import type { Baseline } from "@/lib/store/baselines";
import type { Objective } from "@/lib/store/objectives";
import type { RoutingRule, RoutingRuleReview } from "@/lib/store/routing-rules";
import type { SelfReport } from "@/lib/store/self-reports";
import { maybe, nameField, proseField, shareField, windowed, windowFields } from "../intake-fields";

const NO_BUDGET = "must lie between 0 and 1: at the ends there is no budget to spend";

/** Body of `PUT /api/v1/objectives/:name`. */
export const objectiveBody = z.strictObject({
  analysis: z.literal("tier-mix"),
  feature: maybe(nameField),
  tier: nameField,
  kind: z.enum(["floor", "ceiling"]),
  target: z.number().gt(0, NO_BUDGET).lt(1, NO_BUDGET),
  periodDays: z.literal([28, 30]),
});

/** Body of `PUT /api/v1/baselines/:analysis`. */
export const baselineBody = z
  .strictObject({
    feature: maybe(nameField),
    ...windowFields,
    reason: proseField,
    approvedBy: nameField,
  })
  .transform(windowed);

const MAX_RAMP_STEPS = 1_000;

/** Body of `PUT /api/v1/routing-rules/:id`. */
export const routingRuleBody = z.strictObject({
  owner: nameField,
  rationale: proseField,
  fromTier: nameField,
  toTier: nameField,
  reason: nameField,
  expectedShare: shareField,
  expiresAt: isoTime,
  ramp: z
    .array(z.strictObject({ at: isoTime, percent: z.number().min(0).max(100) }))
    .max(MAX_RAMP_STEPS)
    .default([])
    .transform((steps) => steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())),
});

/** Body of `POST /api/v1/routing-rules/:id/reviews`. */
export const routingRuleReviewBody = z.strictObject({
  note: proseField,
  expiresAt: isoTime,
  by: nameField,
});

/** Body of `POST /api/v1/self-reports`. */
export const selfReportBody = z
  .strictObject({
    source: nameField,
    metric: nameField,
    ...windowFields,
    numerator: z.number().min(0),
    denominator: maybe(z.number().min(0)),
  })
  .refine(({ numerator, denominator }) => denominator === null || numerator <= denominator, {
    path: ["numerator"],
    message: "must not be more than the denominator",
  })
  .transform(windowed);

/** Body of `POST /api/v1/changes`. */
export const changeBody = z
  .strictObject({
    at: isoTime,
    rolloutEndsAt: maybe(isoTime),
    axis: maybe(z.enum(CHANGE_AXES)),
    layer: maybe(z.enum(CHANGE_LAYERS)),
    from: maybe(nameField),
    to: maybe(nameField),
    title: nameField,
    author: maybe(nameField),
    url: maybe(z.url({ protocol: /^https?$/ }).max(2_000)),
    ruleIds: maybe(z.array(nameField).max(1_000)).transform((ids) => ids ?? []),
  })
  .refine(({ at, rolloutEndsAt }) => rolloutEndsAt === null || rolloutEndsAt >= at, {
    path: ["rolloutEndsAt"],
    message: "must not be before at",
  });

// Bodies must stay what the store keeps; these lines fail to compile when they drift apart.
objectiveBody satisfies z.ZodType<Omit<Objective, "name">>;
baselineBody satisfies z.ZodType<Omit<Baseline, "analysis">>;
routingRuleBody satisfies z.ZodType<Omit<RoutingRule, "id">>;
routingRuleReviewBody satisfies z.ZodType<RoutingRuleReview>;
selfReportBody satisfies z.ZodType<SelfReport>;
changeBody satisfies z.ZodType<Change>;
