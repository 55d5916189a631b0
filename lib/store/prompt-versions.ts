import type { PromptVersion } from "@/lib/domain/branches/registered-branch";
import type { Database } from "./database";
import type { PromptVersion as PromptVersionRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import type { Posting } from "./posting";

export type PostedPromptVersion = PromptVersion & Posting;

/** Keeps a version of a prompt in place of the one of that name. Returns whether anything changed. */
export async function savePromptVersion(
  db: Database,
  projectId: number,
  { name, version, text, createdAt }: PromptVersion,
  { postedAt, postedBy }: Posting,
): Promise<boolean> {
  const changed: unknown[] = await db.$queryRaw`
    insert into prompt_version (project_id, name, version, text, created_at, posted_at, posted_by)
    values (${projectId}, ${name}, ${version}, ${text}, ${createdAt}::timestamptz,
            ${postedAt}::timestamptz, ${postedBy})
    on conflict (project_id, name, version) do update
    set text = excluded.text, created_at = excluded.created_at,
        posted_at = excluded.posted_at, posted_by = excluded.posted_by
    where (prompt_version.text, prompt_version.created_at)
      is distinct from (excluded.text, excluded.created_at)
    returning id`;
  return changed.length > 0;
}

export async function listPromptVersions(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedPromptVersion>> {
  const found = await db.promptVersion.findMany(pageQuery(projectId, request));
  return pageOf(found, request, versionOf);
}

export async function findPromptVersion(
  db: Database,
  projectId: number,
  name: string,
  version: string,
): Promise<PostedPromptVersion | undefined> {
  const found = await db.promptVersion.findUnique({
    where: { projectId_name_version: { projectId, name, version } },
  });
  return found ? versionOf(found) : undefined;
}

/** Which versions there are, oldest first, without their texts. */
export async function loadPromptVersionNames(
  db: Database,
  projectId: number,
): Promise<Pick<PromptVersion, "name" | "version" | "createdAt">[]> {
  return db.promptVersion.findMany({
    where: { projectId },
    select: { name: true, version: true, createdAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

function versionOf(row: PromptVersionRow): PostedPromptVersion {
  const { id: _id, projectId: _project, ...version } = row;
  return version;
}
