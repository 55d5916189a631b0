import { findBaseline } from "@/lib/store/baselines";
import { db } from "@/lib/store/db";
import { findObjective } from "@/lib/store/objectives";
import { findRoutingRule } from "@/lib/store/routing-rules";
import { loadTierCatalogs } from "@/lib/store/tier-catalogs";
import type { AuditedChange } from "./audited";

/** What the audit log is told of an objective, whether a program or a person changes it. */
export function objectiveChange(
  projectId: number,
  name: string,
  verb: "save" | "delete",
): AuditedChange {
  return {
    action: `objective.${verb}`,
    subject: name,
    load: () => findObjective(db, projectId, name),
  };
}

export function tierCatalogChange(projectId: number, feature: string | null): AuditedChange {
  return {
    action: "tiers.save",
    subject: feature ?? "the project",
    load: async () => {
      const catalogs = await loadTierCatalogs(db, projectId);
      return catalogs.find((catalog) => catalog.feature === feature)?.tiers;
    },
  };
}

export function baselineChange(
  projectId: number,
  analysis: string,
  feature: string | null,
): AuditedChange {
  return {
    action: "baseline.freeze",
    subject: `${analysis}, ${feature ?? "the project"}`,
    load: () => findBaseline(db, projectId, analysis, feature),
  };
}

export function routingRuleChange(
  projectId: number,
  id: string,
  verb: "save" | "review",
): AuditedChange {
  return {
    action: `routing-rule.${verb}`,
    subject: id,
    load: () => findRoutingRule(db, projectId, id),
  };
}
