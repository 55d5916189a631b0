import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { KEY_SCOPES, type KeyScope } from "@/lib/domain/key-scope";
import type { Span } from "@/lib/domain/span";
import { createApiKey } from "@/lib/store/api-keys";
import { connect, type Database } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { dataFolder, type StartedServer, startServer } from "./started-server";

/** The product, started as users start it, for one test file. */
export type RunningApp = {
  readonly address: string;
  /** Of the database it has started. */
  readonly databaseUrl: string;
  readonly db: Database;
  /** A key of a project, which is made when absent. */
  keyOf(project: string, scopes?: readonly KeyScope[]): Promise<string>;
  /** A request with a key. */
  send(key: string, path: string, request?: RequestInit): Promise<Response>;
  /** The spans of a trace as the API tells them. */
  spansOf(key: string, traceId: string): Promise<ApiSpan[]>;
};

/** A canonical span as JSON, with its duration. */
export type ApiSpan = Omit<Span, "startedAt" | "endedAt"> & {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
};

/** Starts the built app on a free port with a database of its own; call at the top of a file. */
export function runningApp(variables: Record<string, string> = {}): () => RunningApp {
  let home: Awaited<ReturnType<typeof dataFolder>>;
  let server: StartedServer;
  let databaseUrl: string;
  let db: Database;
  beforeAll(async () => {
    home = await dataFolder();
    server = await startServer({ TIDEMARK_DATA_DIR: home.path, ...variables });
    databaseUrl = await readFile(join(home.path, "database-url"), "utf8");
    db = connect(databaseUrl);
  });
  afterAll(async () => {
    await db.$disconnect();
    server.process.kill("SIGTERM");
    await server.ended;
    await home.remove();
  });
  const send: RunningApp["send"] = (key, path, { headers, ...request } = {}) =>
    fetch(`${server.address}${path}`, {
      ...request,
      headers: { authorization: `Bearer ${key}`, ...(headers as Record<string, string>) },
    });
  return () => ({
    address: server.address,
    databaseUrl,
    db,
    send,
    keyOf: async (project, scopes = KEY_SCOPES) => {
      const { id } = await findOrCreateProject(db, project);
      return (await createApiKey(db, { projectId: id, name: "test", scopes })).key;
    },
    spansOf: async (key, traceId) => {
      const response = await send(key, `/api/v1/traces/${traceId}`);
      expect(response.status).toBe(200);
      return ((await response.json()) as { spans: ApiSpan[] }).spans;
    },
  });
}
