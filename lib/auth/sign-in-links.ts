import type { Database } from "@/lib/store/database";
import { randomToken, tokenHash } from "./secret-token";

const LINK_LIFETIME_MS = 24 * 3_600_000;

/** Makes a token that signs the organisation's owner in, once, within a day. */
export async function createSignInLink(db: Database, now: Date): Promise<string> {
  const token = randomToken();
  await db.signInLink.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.signInLink.create({
    data: { tokenHash: tokenHash(token), expiresAt: new Date(now.getTime() + LINK_LIFETIME_MS) },
  });
  return token;
}

/** Why a link opened nothing. */
export type LinkRefusal = "unknown" | "used" | "expired";

/**
 * Uses a link up. Of two who open one link at once, one gets in.
 *
 * @returns null when it was good
 */
export async function spendSignInLink(
  db: Database,
  token: string,
  now: Date,
): Promise<LinkRefusal | null> {
  const hash = tokenHash(token);
  const { count } = await db.signInLink.updateMany({
    where: { tokenHash: hash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count > 0) return null;
  const link = await db.signInLink.findUnique({ where: { tokenHash: hash } });
  return link === null ? "unknown" : link.usedAt ? "used" : "expired";
}
