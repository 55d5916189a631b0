import { z } from "zod";
import { NO_DATA_POLICIES } from "@/lib/domain/alerts/alert-state";
import { COMPARISONS, METRIC_NAMES, type Metric } from "@/lib/domain/alerts/threshold";
import type { NewAlertRule } from "@/lib/store/alert-rules";

const looks = z.coerce.number().int().min(1).max(60);

/** A rule as its form sends it. `watch` is a metric, or the slug of an analysis after `analysis:`. */
export const ruleDraft = z
  .object({
    name: z.string().trim().min(1, "The rule needs a name").max(100, "The name is too long"),
    watch: z.string().min(1),
    comparison: z.enum(COMPARISONS).default("above"),
    value: z.coerce.number("The limit is a number").default(0),
    windowMinutes: z.coerce.number().int().min(1).max(10_080).default(60),
    minRequests: z.coerce.number().int().min(1).max(1_000_000).default(20),
    scope: z.string().trim().max(2_000).default(""),
    severity: z.enum(["page", "ticket", "info"]).default("ticket"),
    pendingFor: looks.default(2),
    resolveAfter: looks.default(2),
    noData: z.enum(NO_DATA_POLICIES).default("keep"),
  })
  .transform((form, context): NewAlertRule => {
    const { name, severity, pendingFor, resolveAfter, noData } = form;
    const scope = form.scope.replace(/^\?/, "");
    const shared = { name, scope, severity, pendingFor, resolveAfter, noData, isEnabled: true };
    const analysis = /^analysis:(.+)$/.exec(form.watch)?.[1];
    if (analysis !== undefined) {
      if (scope === "") {
        const message = "An analysis as a whole is watched already; say which part of it";
        context.addIssue({ code: "custom", message });
      }
      return { ...shared, analysis, threshold: null };
    }
    const metric = METRIC_NAMES.find((known): known is Metric => known === form.watch);
    if (metric === undefined) {
      context.addIssue({ code: "custom", message: "Choose what is to be watched" });
      return z.NEVER;
    }
    const { comparison, value, windowMinutes, minRequests } = form;
    const threshold = { metric, comparison, value, windowMinutes, minRequests };
    return { ...shared, analysis: null, threshold };
  });
