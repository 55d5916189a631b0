import { takeExport } from "./take-export";

/** OTLP/HTTP, at the path the standard fixes. */
export const POST = takeExport;
