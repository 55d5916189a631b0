import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError } from "@/lib/errors";

/** Answers a request, or returns false to leave it to the next one. */
export type Responder = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export type OpenServer = {
  readonly port: number;
  /** From now on requests go through these, in order; until then they get 503. */
  answerWith(responders: readonly Responder[]): void;
  /** Takes no more connections and resolves when open requests are answered, or time is up. */
  close(): Promise<void>;
};

export type ServerOptions = {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** How long a request may take to arrive; a sender that is slower gets 408 and is cut off. */
  readonly requestTimeoutMs: number;
};

/** How long requests may take to finish once the server was told to stop. */
const GRACE_MS = 5_000;
/** A slow line may need long for a large body; one that sends no headers has no excuse. */
const HEADERS_TIMEOUT_MS = 20_000;
/** How often senders that take too long are looked for. */
const LOOK_MS = 5_000;
/** Many clients come back at the same moment after an outage. */
const BACKLOG = 4_096;

/**
 * Takes the port, at once, so that nothing else is started when somebody has it already.
 *
 * @throws AppError `unavailable` when the port cannot be had
 */
export async function openServer({
  host,
  port,
  requestTimeoutMs,
}: ServerOptions): Promise<OpenServer> {
  let chain: readonly Responder[] = [notReady];
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
    connectionsCheckingInterval: Math.min(LOOK_MS, requestTimeoutMs / 2),
    // Longer than the 60 s after which common proxies drop an idle connection.
    keepAliveTimeout: 65_000,
  });
  const farewell = sayFarewell(server);
  server.on("request", (request, response) => {
    answer(chain, request, response).catch((error: unknown) => fail(error, response));
  });
  server.listen({ host, port, backlog: BACKLOG });
  await once(server, "listening").catch((error: unknown) => {
    throw new AppError("unavailable", portFault(error, host, port));
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    answerWith: (responders) => {
      chain = responders;
    },
    close: async () => {
      const closed = once(server, "close");
      farewell();
      server.close();
      // A connection kept alive turns idle only after its answer, when `close` has looked already.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const limit = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(limit);
    },
  };
}

/**
 * Returns a function after whose call every answer says `Connection: close`, so that clients go on
 * with the next server instead of sending another request to this one.
 */
function sayFarewell(server: Server): () => void {
  let isLeaving = false;
  const open = new Set<ServerResponse>();
  server.on("request", (_request, response) => {
    response.shouldKeepAlive &&= !isLeaving;
    open.add(response);
    response.on("close", () => open.delete(response));
  });
  return () => {
    isLeaving = true;
    for (const response of open) response.shouldKeepAlive = false;
  };
}

async function answer(
  chain: readonly Responder[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const responder of chain) {
    if (await responder(request, response)) return;
  }
}

const notReady: Responder = async (_request, response) => {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
  response.end('{"error":{"code":"unavailable","message":"Tidemark is starting.","details":null}}');
  return true;
};

function fail(error: unknown, response: ServerResponse): void {
  console.error(error);
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

function portFault(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is taken; stop what uses it, or set PORT to another.`;
  }
  if (code === "EACCES") return `Port ${port} needs rights this account does not have; set PORT.`;
  return `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}`;
}
