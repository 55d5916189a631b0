import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseConfig } from "@/lib/parse-config";
import type { Command } from "../command";
import { openDatabase } from "../open-database";
import { prepareData } from "../prepare-data";
import { root } from "../root";
import { stopRequest } from "../stop-request";
import { print } from "../terminal";

export const dev: Command = {
  name: "dev",
  usage: "",
  summary: "serve the sources and reload what changes, on the same database as start",
  async run() {
    const config = parseConfig(process.env);
    const asked = stopRequest();
    const database = await openDatabase(config);
    try {
      const token = await prepareData(database.url, config, new Date());
      const next = createRequire(join(root, "package.json")).resolve("next/dist/bin/next");
      const flags = ["dev", "--hostname", config.host, "--port", String(config.port)];
      const child = spawn(process.execPath, [next, ...flags], {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, DATABASE_URL: database.url },
      });
      const ended = once(child, "exit");
      print(`  Sign in, once, with  http://${config.host}:${config.port}/sign-in?token=${token}`);
      await Promise.race([ended, asked, database.ended]);
      child.kill("SIGTERM");
      await ended;
      return 0;
    } finally {
      await database.close();
    }
  },
};
