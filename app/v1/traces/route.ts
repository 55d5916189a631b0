import { inApp } from "@/app/ingest-in-app";
import { webResponse } from "@/lib/http/web-response";
import { takeExport } from "./take-export";

/** OTLP/HTTP, at the path the standard fixes. */
export const POST = async (request: Request) => webResponse(await takeExport(request, inApp));
