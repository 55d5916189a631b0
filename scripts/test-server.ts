import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "@/lib/store/embedded-server";

/** A Postgres for tests: `TEST_POSTGRES_URL` when set, else one of its own that goes with them. */
export async function openTestServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env["TEST_POSTGRES_URL"];
  if (given) return { url: given, close: async () => {} };
  const home = await mkdtemp(join(tmpdir(), "tidemark-test-"));
  // As root, Postgres runs under another account, which must get in here.
  await chmod(home, 0o755);
  const server = await startEmbeddedServer({
    home,
    log: () => {},
    settings: { fsync: "off", shared_buffers: "128MB" },
  });
  return {
    url: server.url,
    close: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
