import { inApp } from "@/app/ingest-in-app";
import { takeExport } from "@/app/v1/traces/take-export";
import { webResponse } from "@/lib/http/web-response";

/** The same as /v1/traces, at the path that Langfuse's SDKs send to. */
export const POST = async (request: Request) => webResponse(await takeExport(request, inApp));
