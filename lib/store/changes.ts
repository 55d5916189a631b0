import { createHash } from "node:crypto";
import { z } from "zod";
import { CHANGE_AXES, CHANGE_LAYERS, type Change } from "@/lib/domain/change";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import type { Change as ChangeRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import type { Posting } from "./posting";

export type PostedChange = Change & Posting & { readonly id: number };

/**
 * Keeps a change. Time, axis, layer, versions and title make it the same change; what else is said
 * of it may be said again, as when its rollout has ended. Returns whether anything changed.
 */
export async function saveChange(
  db: Database,
  projectId: number,
  change: Change,
  { postedAt, postedBy }: Posting,
): Promise<boolean> {
  const { at, rolloutEndsAt, axis, layer, from, to, title, author, url, ruleIds } = change;
  const identity = createHash("sha256")
    .update(JSON.stringify([at, axis, layer, from, to, title]))
    .digest();
  const changed: unknown[] = await db.$queryRaw`
    insert into change
      (project_id, identity, at, rollout_ends_at, axis, layer, from_version, to_version, title,
       author, url, rule_ids, posted_at, posted_by)
    values (${projectId}, ${identity}, ${at}::timestamptz, ${rolloutEndsAt}::timestamptz, ${axis},
            ${layer}, ${from}, ${to}, ${title}, ${author}, ${url}, ${ruleIds}::text[],
            ${postedAt}::timestamptz, ${postedBy})
    on conflict (project_id, identity) do update
    set rollout_ends_at = excluded.rollout_ends_at, author = excluded.author,
        url = excluded.url, rule_ids = excluded.rule_ids,
        posted_at = excluded.posted_at, posted_by = excluded.posted_by
    where (change.rollout_ends_at, change.author, change.url, change.rule_ids)
      is distinct from (excluded.rollout_ends_at, excluded.author, excluded.url, excluded.rule_ids)
    returning id`;
  return changed.length > 0;
}

export async function listChanges(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedChange>> {
  const found = await db.change.findMany(pageQuery(projectId, request));
  return pageOf(found, request, changeOf);
}

/** The changes that were being rolled out in a window, oldest first. */
export async function loadChanges(
  db: Database,
  projectId: number,
  { from, to }: TimeWindow,
): Promise<PostedChange[]> {
  const found = await db.change.findMany({
    where: {
      projectId,
      at: { lt: to },
      OR: [{ at: { gte: from } }, { rolloutEndsAt: { gte: from } }],
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return found.map(changeOf);
}

const axis = z.enum(CHANGE_AXES).nullable();
const layer = z.enum(CHANGE_LAYERS).nullable();

function changeOf(row: ChangeRow): PostedChange {
  const { projectId: _project, identity: _identity, fromVersion, toVersion, ...said } = row;
  return {
    ...said,
    axis: axis.parse(row.axis),
    layer: layer.parse(row.layer),
    from: fromVersion,
    to: toVersion,
  };
}
