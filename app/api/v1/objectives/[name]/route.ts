import { audited } from "@/app/audited";
import { objectiveChange } from "@/app/posted-changes";
import { requireReader } from "@/app/require-reader";
import { parsePathName, requirePoster, takePosting } from "@/app/take-posting";
import { objectiveBody } from "@/lib/analyses/tier-mix/intake";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { deleteObjective, findObjective, saveObjective } from "@/lib/store/objectives";

type Context = { params: Promise<{ name: string }> };

const notFound = (name: string) => new AppError("not_found", `No objective named "${name}"`);

export const GET = route(async (request, { params }: Context) => {
  const { projectId } = await requireReader(request, new Date());
  const name = parsePathName("name", (await params).name);
  const objective = await findObjective(db, projectId, name);
  if (!objective) throw notFound(name);
  return { objective };
});

/** Sets an objective, in place of the one of that name. */
export const PUT = route(async (request, { params }: Context) => {
  const name = parsePathName("name", (await params).name);
  const { projectId, posting, acting, body } = await takePosting(request, objectiveBody);
  const objective = { name, ...body };
  const changed = await audited(acting, objectiveChange(projectId, name, "save"), () =>
    saveObjective(db, projectId, objective, posting),
  );
  return { objective, changed };
});

/** Takes an objective away. */
export const DELETE = route(async (request, { params }: Context) => {
  const name = parsePathName("name", (await params).name);
  const { projectId, acting } = await requirePoster(request);
  const isGone = await audited(acting, objectiveChange(projectId, name, "delete"), () =>
    deleteObjective(db, projectId, name),
  );
  if (!isGone) throw notFound(name);
  return { deleted: name };
});
