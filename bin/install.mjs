import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "./run.mjs";

/** Installs the packages unless what is installed is what package-lock.json says. */
export async function ensureInstalled() {
  if (await isInstalled()) return;
  console.error("Installing packages …");
  // Not `npm ci`: where the registry lacks the packages of other platforms, the lock file lacks them
  // too, and npm ci refuses such a file. This keeps to the locked versions and leaves the file alone.
  // The style sheets are built with a development dependency.
  await run("npm install", "npm", [
    "install",
    "--no-save",
    "--include=dev",
    "--loglevel=error",
    "--no-audit",
    "--no-fund",
  ]);
}

async function isInstalled() {
  const wanted = await readPackages("package-lock.json");
  const present = await readPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === "" || optional || link || present[path]?.version === version,
  );
}

async function readPackages(file) {
  const text = await readFile(join(root, file), "utf8").catch(() => "{}");
  return JSON.parse(text).packages ?? {};
}
