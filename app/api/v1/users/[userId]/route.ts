import { noteDone } from "@/app/audited";
import { parsePathName, requirePoster } from "@/app/take-posting";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { deleteTracesOfUser } from "@/lib/store/trace-deletion";

type Context = { params: Promise<{ userId: string }> };

/** Removes every trace of one user of the product, as telemetry names them, for good. */
export const DELETE = route(async (request, { params }: Context) => {
  const { projectId, acting } = await requirePoster(request, "admin");
  const userId = parsePathName("userId", (await params).userId);
  const removed = await deleteTracesOfUser(db, projectId, userId, new Date());
  await noteDone(acting, { action: "user.delete", subject: userId }, removed);
  return { deleted: userId, ...removed };
});
