import { takeExport } from "@/app/v1/traces/take-export";

/** The same, at the path that Langfuse's SDKs send to. */
export const POST = takeExport;
