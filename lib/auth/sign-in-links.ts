import type { Database } from "@/lib/store/database";
import { randomToken, tokenHash } from "./secret-token";

const LINK_LIFETIME_MS = 24 * 3_600_000;
export const SESSION_LIFETIME_MS = 30 * 24 * 3_600_000;

/** Makes a token that signs the local owner in, once, within a day. */
export async function createSignInLink(db: Database, now: Date): Promise<string> {
  const token = randomToken();
  await db.signInLink.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.signInLink.create({
    data: { tokenHash: tokenHash(token), expiresAt: new Date(now.getTime() + LINK_LIFETIME_MS) },
  });
  return token;
}

export type SignIn =
  | { readonly session: string }
  /** Why the link opened nothing. */
  | { readonly refused: "unknown" | "used" | "expired" };

/** Uses a link up and opens a session. Of two who open one link at once, one gets in. */
export async function acceptSignInLink(db: Database, token: string, now: Date): Promise<SignIn> {
  const hash = tokenHash(token);
  const { count } = await db.signInLink.updateMany({
    where: { tokenHash: hash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) {
    const link = await db.signInLink.findUnique({ where: { tokenHash: hash } });
    return { refused: link === null ? "unknown" : link.usedAt ? "used" : "expired" };
  }
  const session = randomToken();
  await db.signInSession.create({
    data: {
      tokenHash: tokenHash(session),
      expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS),
    },
  });
  return { session };
}

/** Whether a browser's session token is one we gave out and has not expired. */
export async function isSignedIn(db: Database, session: string, now: Date): Promise<boolean> {
  const found = await db.signInSession.findUnique({ where: { tokenHash: tokenHash(session) } });
  return found !== null && found.expiresAt > now;
}

/** Ends a browser's session. */
export async function endSession(db: Database, session: string): Promise<void> {
  await db.signInSession.deleteMany({ where: { tokenHash: tokenHash(session) } });
}
