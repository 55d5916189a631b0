import type { IncomingMessage, ServerResponse } from "node:http";
import { takeNativeExport } from "@/app/api/v1/traces/take-native-export";
import type { IngestContext } from "@/app/ingest-context";
import { takeAgentsExport } from "@/app/v1/traces/ingest/take-agents-export";
import { takeExport } from "@/app/v1/traces/take-export";
import { attachBody } from "@/lib/http/read-body";
import type { Responder } from "./serve";

type Take = (request: Request, context: IngestContext) => Promise<Response>;

/** The paths that take traces in, answered by the same code as the app's routes of that name. */
const PATHS: ReadonlyMap<string, Take> = new Map([
  ["/v1/traces", takeExport],
  ["/api/public/otel/v1/traces", takeExport],
  ["/v1/traces/ingest", takeAgentsExport],
  ["/api/v1/traces", takeNativeExport],
]);

/**
 * Answers exports ahead of Next.js, whose routing costs more than taking a small export in does.
 */
export function ingestResponder(context: IngestContext): Responder {
  return async (incoming, response) => {
    const take = incoming.method === "POST" ? PATHS.get(pathOf(incoming)) : undefined;
    if (!take) return false;
    await answer(await take(webRequest(incoming), context), response);
    return true;
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const [path = "/"] = url.split("?", 1);
  return path;
}

function webRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  const request = new Request(`http://localhost${incoming.url ?? "/"}`, {
    method: "POST",
    headers,
  });
  attachBody(request, incoming);
  return request;
}

async function answer(from: Response, to: ServerResponse): Promise<void> {
  const body = Buffer.from(await from.arrayBuffer());
  to.writeHead(from.status, { ...Object.fromEntries(from.headers), "content-length": body.length });
  to.end(body);
}
