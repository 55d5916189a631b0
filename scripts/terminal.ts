/** Writes a line of a command's result to standard output. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line about what is going on to standard error, where it does not mix with results. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
