/** Writes a line of a command's result to standard output. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line about what is going on to standard error, where it does not mix with results. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Redraws a bar on a terminal; writes nothing where there is none. */
export function tellProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round((30 * done) / Math.max(1, total));
  const bar = "█".repeat(filled).padEnd(30, "░");
  process.stderr.write(`\r${bar} ${done}/${total}${done >= total ? "\n" : ""}`);
}

/** Says how things stand: rewrites one line on a terminal, adds a line where there is none. */
export function tellStatus(line: string, isLast: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}${isLast ? "\n" : ""}`);
  else tell(line);
}
