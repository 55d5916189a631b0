import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./run.mjs";

const PROJECT = "e2e";

/**
 * Starts the built app on a free port with a database of its own. `env` tells browser tests where it
 * is and how to get in: address, project, key, one-time link, and the database's address.
 */
export async function startTestApp() {
  const home = await mkdtemp(join(tmpdir(), "tidemark-e2e-"));
  await chmod(home, 0o755);
  const key = `tm_${randomBytes(24).toString("hex")}`;
  const child = spawn(process.execPath, ["bin/tidemark.mjs", "start"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: "0",
      HOST: "127.0.0.1",
      DATABASE_URL: "",
      TIDEMARK_DATA_DIR: home,
      TIDEMARK_INIT_PROJECT: PROJECT,
      TIDEMARK_INIT_KEY: key,
    },
  });
  const ended = once(child, "exit");
  const link = await signInLink(child, ended);
  return {
    env: {
      TIDEMARK_URL: new URL(link).origin,
      TIDEMARK_PROJECT: PROJECT,
      TIDEMARK_KEY: key,
      TIDEMARK_SIGN_IN_LINK: link,
      DATABASE_URL: await readFile(join(home, "database-url"), "utf8"),
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The link the app prints once it serves. */
async function signInLink(child, ended) {
  let said = "";
  const printed = new Promise((resolve) => {
    child.stdout.on("data", (part) => {
      said += part;
      const found = /http\S+\/sign-in\?token=\S+/.exec(said);
      if (found) resolve(found[0]);
    });
  });
  const gone = ended.then(() => Promise.reject(new Error(`The app did not start. ${said}`)));
  return Promise.race([printed, gone]);
}
