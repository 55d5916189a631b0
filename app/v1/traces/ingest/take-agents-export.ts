import { accountFor } from "@/app/account-for";
import type { IngestContext } from "@/app/ingest-context";
import { parseJson, readBody } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { takeOpenAiAgents } from "@/lib/ingest/take-openai-agents";

/** Takes what the OpenAI Agents SDK's own exporter posts. */
export const takeAgentsExport = route((request, { db, maxBytes }: IngestContext) =>
  accountFor(request, db, async (arrival) => {
    const { body, wireBytes } = await readBody(request, maxBytes);
    const delivery = { ...arrival, bytes: body.length, wireBytes };
    return takeOpenAiAgents(db, delivery, { body: parseJson(body), bytes: body });
  }),
);
