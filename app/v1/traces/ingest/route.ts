import { requireKey } from "@/lib/auth/require-key";
import { config } from "@/lib/config";
import { readJson } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { takeOpenAiAgents } from "@/lib/ingest/take-openai-agents";
import { db } from "@/lib/store/db";

/** What the OpenAI Agents SDK's own exporter posts, at the path it posts to. */
export const POST = route(async (request) => {
  const receivedAt = new Date();
  const { projectId } = await requireKey(db, request.headers, "ingest", receivedAt);
  const body = await readJson(request, config.ingestMaxBytes);
  return takeOpenAiAgents(db, projectId, body, receivedAt);
});
