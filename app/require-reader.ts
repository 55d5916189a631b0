import { keyOfRequest } from "@/lib/auth/key-of-request";
import { requireKey } from "@/lib/auth/require-key";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { requireProjectForRoute } from "./require-project";
import { requireSessionForRoute } from "./require-session";

/** What a reading request asks, and of which project. */
export type Reading = {
  readonly projectId: number;
  /** The query string without `project`. */
  readonly search: URLSearchParams;
};

/**
 * The project a reading request may see: that of its key, which needs the scope `read`, or the one
 * that a signed-in browser names with `?project=<slug>`.
 *
 * @throws AppError `unauthorized` or `forbidden`; `invalid_input` when a browser names no project,
 *   `not_found` when there is none of that name
 */
export async function requireReader(request: Request, now: Date): Promise<Reading> {
  const search = new URL(request.url).searchParams;
  const slug = search.get("project");
  search.delete("project");
  if (keyOfRequest(request.headers) !== undefined) {
    const { projectId, projectSlug } = await requireKey(db, request.headers, "read", now);
    if (slug !== null && slug !== projectSlug) {
      throw new AppError("forbidden", `This key belongs to another project than "${slug}"`);
    }
    return { projectId, search };
  }
  await requireSessionForRoute();
  if (slug === null) {
    const fault = "is needed to say which project, unless a key does";
    throw new AppError("invalid_input", `project ${fault}`, { project: [fault] });
  }
  const { id } = await requireProjectForRoute(slug);
  return { projectId: id, search };
}
