import type { IncomingMessage } from "node:http";
import { takeNativeExport } from "@/app/api/v1/traces/take-native-export";
import type { IngestContext } from "@/app/ingest-context";
import { takeAgentsExport } from "@/app/v1/traces/ingest/take-agents-export";
import { takeExport } from "@/app/v1/traces/take-export";
import { incomingOf } from "@/lib/http/incoming";
import { attachBody } from "@/lib/http/read-body";
import type { OtlpAnswer } from "@/lib/ingest/otlp-answer";
import type { Responder } from "./serve";

type Take = (incoming: IncomingMessage, context: IngestContext) => Promise<OtlpAnswer>;

/** The paths that take traces in, answered by the same code as the app's routes of that name. */
const PATHS: ReadonlyMap<string, Take> = new Map([
  ["/v1/traces", takeAsItIs],
  ["/api/public/otel/v1/traces", takeAsItIs],
  ["/v1/traces/ingest", throughWeb(takeAgentsExport)],
  ["/api/v1/traces", throughWeb(takeNativeExport)],
]);

/**
 * Answers exports ahead of Next.js, whose routing costs more than taking a small export in does.
 */
export function ingestResponder(context: IngestContext): Responder {
  return async (incoming, response) => {
    const take = incoming.method === "POST" ? PATHS.get(pathOf(incoming)) : undefined;
    if (!take) return false;
    const { status, headers, body } = await take(incoming, context);
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    response.writeHead(status, { ...headers, "content-length": length });
    response.end(body);
    return true;
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const [path = "/"] = url.split("?", 1);
  return path;
}

function takeAsItIs(incoming: IncomingMessage, context: IngestContext): Promise<OtlpAnswer> {
  const request = incomingOf(incoming);
  attachBody(request, incoming);
  return takeExport(request, context);
}

/** For what is sent less often, by handlers that are also routes of the app. */
function throughWeb(handle: (request: Request, context: IngestContext) => Promise<Response>): Take {
  return async (incoming, context) => {
    const answer = await handle(webRequest(incoming), context);
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
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
