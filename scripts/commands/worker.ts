import { parseArgs } from "node:util";
import { createMailer } from "@/lib/alerts/mail";
import { startAlerts } from "@/lib/alerts/start-alerts";
import { startMaintenance } from "@/lib/derive/maintainer";
import { startWorker } from "@/lib/derive/worker";
import { AppError } from "@/lib/errors";
import { parseConfig } from "@/lib/parse-config";
import { connect } from "@/lib/store/database";
import { attachEmbeddings } from "@/lib/store/embeddings";
import type { Command } from "../command";
import { openDatabase } from "../open-database";
import { stopRequest } from "../stop-request";
import { print, tell } from "../terminal";

export const worker: Command = {
  name: "worker",
  usage: "",
  summary: "derive beside the servers of one database, without serving",
  details: [
    "DATABASE_URL names the database. Any number of workers and servers may share it; a server that",
    "is only to serve has TIDEMARK_WORKER=0. Ctrl-C or SIGTERM stops it after the batch at hand.",
  ].join("\n"),
  async run(args) {
    parseArgs({ args: [...args], options: {} });
    const config = parseConfig(process.env);
    if (config.databaseUrl === null) {
      throw new AppError(
        "invalid_input",
        "DATABASE_URL is not set. A worker needs a database that it shares with servers; the embedded one is derived by the server that starts it.",
      );
    }
    const asked = stopRequest();
    const database = await openDatabase(config);
    const db = connect(database.url);
    attachEmbeddings(db, config.embeddings);
    const { publicUrl, alertIntervalMs: everyMs, mail } = config;
    const stops = [
      startWorker(db),
      startMaintenance(db, config),
      startAlerts(db, { publicUrl, everyMs }, createMailer(mail)),
    ];
    print(`Deriving what arrives at ${placeOf(database.url)}. Ctrl-C stops it.`);
    await asked;
    tell("Finishing the batch at hand …");
    await Promise.all(stops.map((stop) => stop()));
    await db.$disconnect();
    await database.close();
    print("Stopped; what is waiting stays queued.");
    return 0;
  },
};

/** Where a database is, without who may use it. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
