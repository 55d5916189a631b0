import { inApp } from "@/app/ingest-in-app";
import { takeAgentsExport } from "./take-agents-export";

/** What the OpenAI Agents SDK's own exporter posts, at the path it posts to. */
export const POST = (request: Request) => takeAgentsExport(request, inApp);
