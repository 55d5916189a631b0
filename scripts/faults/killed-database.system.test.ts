import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRunning } from "@/lib/store/embedded-processes";
import { startEmbeddedServer } from "@/lib/store/embedded-server";
import { expectLedger } from "@/test/faults/expect-ledger";
import { type Load, startLoad } from "@/test/faults/load";
import { backendOf, postmasterOf } from "@/test/faults/postgres-processes";
import { dataFolder, type StartedServer, startServer } from "@/test/started-server";

const KEY = "tm_killed_database";
const INIT = { TIDEMARK_INIT_PROJECT: "killed-database", TIDEMARK_INIT_KEY: KEY };

let home: Awaited<ReturnType<typeof dataFolder>>;
let server: StartedServer | undefined;

beforeEach(async () => {
  home = await dataFolder();
});
afterEach(async () => {
  server?.process.kill("SIGTERM");
  await server?.ended;
  server = undefined;
  await home.remove();
});

const kill = (pid: number | undefined) => pid !== undefined && process.kill(pid, "SIGKILL");

/** Kills the whole database, then one process of it, which makes it start over, and so on. */
async function killWhileLoaded(load: Load): Promise<void> {
  for (const target of ["all", "one", "all"]) {
    await load.advance(60);
    const postmaster = postmasterOf(home.path) ?? 0;
    expect(kill(target === "all" ? postmaster : backendOf(postmaster))).toBe(true);
  }
  await load.advance(60);
  await load.stop();
}

describe("the embedded database, killed under load", () => {
  it("is started again, and nothing acknowledged is lost", async () => {
    const { address, process } = await start();
    const load = startLoad({ address: () => address, key: KEY });
    await killWhileLoaded(load);
    expect(load.answers["503"]).toBeGreaterThan(0);
    expect(load.answers["ECONNREFUSED"]).toBeUndefined();
    expect(process.exitCode).toBeNull();
    await expectLedger(load, address, KEY);
    expect((await fetch(`${address}/api/health`)).status).toBe(200);
  });

  it("is left alone by a server that is told to stop meanwhile", async () => {
    const { process, ended, said } = await start();
    expect(kill(postmasterOf(home.path))).toBe(true);
    await expect.poll(said, { timeout: 10_000 }).toContain("starting it again");
    process.kill("SIGTERM");
    await ended;
    expect(process.exitCode).toBe(0);
    const last = postmasterOf(home.path);
    expect(last !== undefined && isRunning(last)).toBe(false);
  });

  it("is given up, in plain words, when it dies every time", async () => {
    const { process, said } = await start();
    let last: number | undefined;
    const killer = setInterval(() => {
      const pid = postmasterOf(home.path);
      if (pid !== undefined && pid !== last && isRunning(pid) && kill(pid)) last = pid;
    }, 20);
    await expect.poll(() => process.exitCode, { timeout: 30_000 }).toBe(1);
    clearInterval(killer);
    expect(said()).toContain("tidemark: the database keeps ending by itself; see ");
  });
});

describe("a database of someone else, killed under load", () => {
  it("is waited for, and nothing acknowledged is lost", async () => {
    const postgres = await startEmbeddedServer({ home: home.path, log: () => {} });
    const { address, process, ended } = await start({ DATABASE_URL: postgres.url });
    const load = startLoad({ address: () => address, key: KEY });
    await killWhileLoaded(load);
    expect(load.answers["503"]).toBeGreaterThan(0);
    await expectLedger(load, address, KEY);
    process.kill("SIGTERM");
    await ended;
    await postgres.stop();
  });
});

async function start(variables: Record<string, string> = {}): Promise<StartedServer> {
  server = await startServer({ TIDEMARK_DATA_DIR: home.path, ...INIT, ...variables });
  return server;
}
