import { pageAnswer, takeListing } from "@/app/list-posted";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { listObjectives } from "@/lib/store/objectives";

/** Every objective of a project. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("objectives", await listObjectives(db, projectId, page));
});
