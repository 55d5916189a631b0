import { createHash } from "node:crypto";
import type { VersionMove } from "@/lib/domain/evals/dependency-state";
import { type SeenCatalog, toolMoves } from "@/lib/domain/evals/tool-moves";
import { canonicalToolText } from "@/lib/domain/evals/tool-text";
import type { ToolDefinition } from "@/lib/domain/span";
import type { TimeWindow } from "@/lib/domain/time-window";
import { findCatalogTools, loadCatalogsSeen } from "@/lib/store/catalogs-seen";
import type { Database } from "@/lib/store/database";
import type { TierScope } from "@/lib/store/tier-source";

/** A project that makes a catalog for every request has no versions to follow. */
const MOST_CATALOGS = 30;

export type ToolMoves = {
  readonly moves: readonly VersionMove[];
  readonly hashesSeen: Readonly<Record<string, readonly string[]>>;
};

/** How tool definitions changed, as traces show it. */
export async function loadToolMoves(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<ToolMoves> {
  const catalogs = await loadCatalogsSeen(db, scope, window);
  if (catalogs.length === 0 || catalogs.length > MOST_CATALOGS)
    return { moves: [], hashesSeen: {} };
  const seen: SeenCatalog[] = [];
  for (const catalog of catalogs) {
    const tools = await findCatalogTools(db, scope.projectId, catalog);
    seen.push({ ...catalog, hashes: Object.fromEntries(tools.map(hashOf)) });
  }
  const hashesSeen: Record<string, string[]> = {};
  for (const { hashes } of seen) {
    for (const [tool, hash] of Object.entries(hashes)) {
      hashesSeen[tool] = [...new Set([...(hashesSeen[tool] ?? []), hash])];
    }
  }
  return { moves: toolMoves(seen), hashesSeen };
}

function hashOf(tool: ToolDefinition): [string, string] {
  return [tool.name, createHash("sha256").update(canonicalToolText(tool)).digest("hex")];
}
