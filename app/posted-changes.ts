import { findBaseline } from "@/lib/store/baselines";
import { loadBranches } from "@/lib/store/branches";
import { db } from "@/lib/store/db";
import { findObjective } from "@/lib/store/objectives";
import { findPromptVersion } from "@/lib/store/prompt-versions";
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

export function branchesChange(projectId: number, ids: readonly string[]): AuditedChange {
  const wanted = new Set(ids);
  return {
    action: "branch.save",
    subject: ids.length === 1 && ids[0] !== undefined ? ids[0] : `${ids.length} branches`,
    load: async () => {
      const branches = await loadBranches(db, projectId);
      return branches.filter(({ id }) => wanted.has(id));
    },
  };
}

/** Texts are long and are kept under their version; that one was changed is told by its posting. */
export function promptVersionChange(
  projectId: number,
  name: string,
  version: string,
): AuditedChange {
  return {
    action: "prompt-version.save",
    subject: `${name}@${version}`,
    load: async () => {
      const found = await findPromptVersion(db, projectId, name, version);
      return found && { ...found, text: `${found.text.length} characters` };
    },
  };
}
