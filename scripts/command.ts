/** The command line was not understood: exit code 3, with the command's help. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** One command of the command line. */
export type Command = {
  /** One or two words, as typed. */
  readonly name: string;
  /** What follows the name. */
  readonly usage: string;
  readonly summary: string;
  /** More lines for `--help`. */
  readonly details?: string;
  /** Returns the exit code: 0 done, 1 done in part or refused, 3 not even asked. */
  run(args: readonly string[]): Promise<number>;
};
