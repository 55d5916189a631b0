import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A program we started did not end well; what it had to say has been shown. */
export class ChildFailed extends Error {}

/**
 * Runs a program in the checkout and waits for it. A signal to us is passed on, and then ends us
 * too, so that nothing is left running. A quiet program's output is shown only when it fails.
 */
export async function run(title, command, args, { env = process.env, quiet = false } = {}) {
  const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
  const child = spawn(command, args, { cwd: root, env, stdio });
  const output = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (part) => output.push(part));
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
  if (code !== 0) process.stderr.write(Buffer.concat(output));
  if (code !== 0) throw new ChildFailed(`${title} failed (exit ${code}).`);
}

/** Runs a program whose failure is a result, and gives its exit code; null when a signal ended it. */
export async function runToEnd(command, args, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  const forward = (signal) => child.kill(signal);
  process.once("SIGTERM", forward);
  const code = await new Promise((resolve) => child.once("close", resolve));
  process.off("SIGTERM", forward);
  return code;
}
