import type { IngestContext } from "@/app/ingest-context";
import { requireKey } from "@/lib/auth/require-key";
import { readJson } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { takeOpenAiAgents } from "@/lib/ingest/take-openai-agents";

/** Takes what the OpenAI Agents SDK's own exporter posts. */
export const takeAgentsExport = route(async (request, { db, maxBytes }: IngestContext) => {
  const receivedAt = new Date();
  const { projectId } = await requireKey(db, request.headers, "ingest", receivedAt);
  return takeOpenAiAgents(db, projectId, await readJson(request, maxBytes), receivedAt);
});
