import type { Database } from "@/lib/store/database";
import { clearSignInAttempts, countSignInAttempt } from "@/lib/store/sign-in-attempts";
import { tokenHash } from "./secret-token";

const WINDOW_MS = 15 * 60_000;
const MAX_PER_ACCOUNT = 10;
/** Many people may sit behind one address. */
const MAX_PER_ADDRESS = 100;

/** Whom an attempt is for, and where it comes from where that is known. */
export type Attempt = { readonly account: string; readonly address: string | null };

/**
 * Counts an attempt to get in before it is looked at, so that guesses sent all at once count too.
 *
 * @returns whether it may go on: at most ten in a quarter of an hour for one account and a hundred
 *   from one address, over all servers of the database
 */
export async function mayAttempt(db: Database, attempt: Attempt, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - WINDOW_MS);
  const [forAccount, fromAddress] = await Promise.all([
    countSignInAttempt(db, subjectOf("account", attempt.account), since, now),
    attempt.address === null
      ? 0
      : countSignInAttempt(db, subjectOf("address", attempt.address), since, now),
  ]);
  return forAccount <= MAX_PER_ACCOUNT && fromAddress <= MAX_PER_ADDRESS;
}

/** Forgets what failed for an account, now that its owner got in. */
export async function forgetAttempts(db: Database, account: string): Promise<void> {
  await clearSignInAttempts(db, subjectOf("account", account));
}

const subjectOf = (kind: "account" | "address", name: string) => tokenHash(`${kind} ${name}`);
