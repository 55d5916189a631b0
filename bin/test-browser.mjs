import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { root } from "./run.mjs";

const INSTALL_TIMEOUT_MS = 180_000;
const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Path of a Chromium: Playwright's, then CHROMIUM_PATH, then the system's; with none of these, one
 * that Playwright or, as root on Debian, the package manager installs. Null when there is no way.
 */
export async function findBrowser() {
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  const find = () =>
    [own, process.env.CHROMIUM_PATH, ...SYSTEM].find((path) => path && existsSync(path));
  const installers = [installPlaywrights, installDebians];
  for (let found = find(); ; found = find()) {
    if (found) return found;
    const install = installers.shift();
    if (install === undefined) return null;
    install();
  }
}

function installPlaywrights() {
  console.error("Installing Chromium for the browser tests …");
  spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
    cwd: root,
    stdio: "ignore",
    timeout: INSTALL_TIMEOUT_MS,
  });
}

function installDebians() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: "ignore" };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
}
