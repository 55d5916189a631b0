import { inApp } from "@/app/ingest-in-app";
import { takeExport } from "./take-export";

/** OTLP/HTTP, at the path the standard fixes. */
export const POST = (request: Request) => takeExport(request, inApp);
