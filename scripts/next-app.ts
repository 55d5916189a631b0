import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Responder } from "./serve";

const manifest = z.object({ config: z.record(z.string(), z.unknown()) });

/** The built app, served by this process, as the last responder of the chain. */
export type NextApp = { readonly responder: Responder; close(): Promise<void> };

/** Loads the app that `next build` left in `.next`, from a checkout or from a standalone copy. */
export async function openNextApp(dir: string, hostname: string, port: number): Promise<NextApp> {
  const file = join(dir, ".next", "required-server-files.json");
  const { config } = manifest.parse(JSON.parse(await readFile(file, "utf8")));
  // Next reads its settings from here when they were fixed at build time, as in a standalone copy,
  // which has neither the configuration file nor the loader for it.
  process.env["__NEXT_PRIVATE_STANDALONE_CONFIG"] = JSON.stringify(config);
  const { default: next } = await import("next");
  const app = next({ dev: false, dir, hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    responder: async (request, response) => {
      await handle(request, response);
      return true;
    },
    close: async () => {
      // Left there by the app, which runs in this process: its worker and its database client.
      const globals = globalThis as {
        tidemarkWorker?: () => Promise<void>;
        tidemarkDb?: { $disconnect(): Promise<void> };
      };
      await globals.tidemarkWorker?.();
      await app.close();
      await globals.tidemarkDb?.$disconnect();
    },
  };
}
