import type { Transaction } from "./database";

/** Who posted something and when. */
export type Posting = {
  readonly postedAt: Date;
  /** Name of the key, or of the person. */
  readonly postedBy: string;
};

/**
 * Makes whoever posts under the same name wait until this transaction ends, so that "is it the same
 * as the latest?" and "then append it" cannot be torn apart.
 */
export async function lockPosting(tx: Transaction, ...name: readonly unknown[]): Promise<void> {
  const text = JSON.stringify(name);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${text}, 1))`;
}
