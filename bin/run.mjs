import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A program we started did not end well; what it had to say is on the terminal already. */
export class ChildFailed extends Error {}

/**
 * Runs a program in the checkout and waits for it. A signal to us is passed on, and then ends us
 * too, so that nothing is left running.
 */
export async function run(title, command, args, { env = process.env, stdio = "inherit" } = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio });
  let signalled;
  const pass = (signal) => {
    signalled = signal;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  const code = await new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new ChildFailed(`${title} failed: ${error.message}`)));
    child.once("close", resolve);
  });
  for (const signal of signals) process.off(signal, pass);
  if (signalled) process.exit(130);
  if (code !== 0) throw new ChildFailed(`${title} failed (exit ${code}).`);
}
