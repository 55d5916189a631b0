import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { type Config, parseConfig, serverUrl } from "@/lib/parse-config";
import { connect, type Database } from "@/lib/store/database";
import type { Command } from "../command";
import { ingestResponder } from "../ingest-responder";
import { type NextApp, openNextApp } from "../next-app";
import { databaseLog, type OpenDatabase, openDatabase } from "../open-database";
import { prepareData } from "../prepare-data";
import { releaseStartupMemory } from "../release-startup-memory";
import { root } from "../root";
import { securityHeaders } from "../security-headers";
import { type OpenServer, openServer } from "../serve";
import { stopRequest } from "../stop-request";
import { print, tell } from "../terminal";

/**
 * How much the heap may grow from one collection of its old part to the next. Node lets it grow to
 * four times its size, which under load is hundreds of megabytes of what nobody needs.
 */
const HEAP_GROWTH_PERCENT = 80;

export const start: Command = {
  name: "start",
  usage: "[--port N] [--host ADDRESS]",
  summary: "serve Tidemark, with its own database unless DATABASE_URL names one",
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: "string" }, host: { type: "string" } },
    });
    const { PORT, HOST } = process.env;
    const config = parseConfig({
      ...process.env,
      PORT: values.port ?? PORT,
      HOST: values.host ?? HOST,
    });
    setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
    const open: Open = {};
    const asked = stopRequest();
    const up = bringUp(config, open);
    try {
      await Promise.race([up, asked]);
      const died = await Promise.race([up.then((ended) => ended()), asked.then(() => false)]);
      if (died) tell(`tidemark: the database keeps ending by itself; see ${databaseLog(config)}`);
      return died ? 1 : 0;
    } finally {
      // Asked to stop while still starting: what is half open can be closed once it is open.
      await up.catch(() => {});
      await open.server?.close();
      await open.app?.close();
      await open.db?.$disconnect();
      await open.database?.close();
    }
  },
};

/** What must be closed, filled in as it is opened. */
type Open = { server?: OpenServer; database?: OpenDatabase; app?: NextApp; db?: Database };

/** Serves; returns a function that resolves, to true, if the database ends by itself for good. */
async function bringUp(config: Config, open: Open): Promise<() => Promise<true>> {
  const server = await openServer(config);
  open.server = server;
  const database = await openDatabase(config);
  open.database = database;
  const token = await prepareData(database.url, config, new Date());
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: database.url,
    PORT: String(server.port),
  });
  const app = await openNextApp(root, config.host, server.port);
  open.app = app;
  const db = connect(database.url);
  open.db = db;
  const ingest = ingestResponder({ db, maxBytes: config.ingestMaxBytes });
  const publicUrl = parseConfig(process.env).publicUrl;
  server.answerWith([securityHeaders(publicUrl), ingest, app.responder]);
  const address = serverUrl(config.host, server.port);
  await fetch(`${address}/api/ready`).then((response) => response.arrayBuffer());
  announce(address, token);
  releaseStartupMemory();
  return () => database.ended.then(() => true);
}

function announce(address: string, token: string): void {
  print();
  print(`  Tidemark is ready at  ${address}`);
  print(`  Sign in, once, with   ${address}/sign-in?token=${token}`);
  print();
  print("  Ctrl-C stops it. Another link: npx tidemark sign-in");
  print();
}
