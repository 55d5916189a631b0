import { pageAnswer, takeListing } from "@/app/list-posted";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { listPromptVersions } from "@/lib/store/prompt-versions";

/** Every version of every prompt that was posted. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("prompts", await listPromptVersions(db, projectId, page));
});
