import { z } from "zod";
import type { TierCatalog } from "@/lib/domain/tiers/tier-catalog";
import { maybe, nameField } from "../intake-fields";

const MAX_TIERS = 50;
const MAX_ALTERNATIVES = 200;

const match = z
  .strictObject({
    servedModel: nameField.optional(),
    requestedModel: nameField.optional(),
    provider: nameField.optional(),
    spanName: nameField.optional(),
    attribute: z.strictObject({ key: nameField, glob: nameField }).optional(),
    hasError: z.boolean().optional(),
    noLlmSpan: z.boolean().optional(),
  })
  .refine(
    (fields) => Object.values(fields).some((value) => value !== undefined),
    "asks for nothing, so it would match nothing",
  );

const tier = z.strictObject({
  name: nameField,
  level: z.int().min(0).max(100),
  match: z.array(match).max(MAX_ALTERNATIVES),
});

/**
 * Body of `PUT /api/v1/tiers`. A tier without alternatives is known, and served only where a trace
 * says so itself. Without tiers the catalog is withdrawn.
 */
export const tierCatalogBody = z.strictObject({
  feature: maybe(nameField),
  tiers: z
    .array(tier)
    .max(MAX_TIERS)
    .superRefine((tiers, context) => {
      tiers.forEach(({ name }, index) => {
        if (tiers.findIndex((other) => other.name === name) === index) return;
        context.addIssue({
          code: "custom",
          path: [index, "name"],
          message: `"${name}" is there already; one tier may have many alternatives in match`,
        });
      });
    }),
});

tierCatalogBody satisfies z.ZodType<TierCatalog & { readonly feature: string | null }>;
