import { createHash, randomBytes } from "node:crypto";
import { KEY_SCOPES, type KeyScope } from "@/lib/domain/key-scope";
import type { Database } from "./database";

/** A key as people see it in settings; the key itself is never stored. */
export type ApiKey = {
  readonly id: number;
  readonly name: string;
  /** The key's first characters. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute or so; null until first used. */
  readonly lastUsedAt: Date | null;
  readonly createdBy: string;
  readonly revokedBy: string | null;
};

/** What a new key is to be. */
export type NewKey = {
  readonly projectId: number;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** Null or absent: it does not expire. */
  readonly expiresAt?: Date | null;
  readonly createdBy?: string;
};

/** Whom a key speaks for. */
export type KeyHolder = {
  readonly keyId: number;
  /** As people named it. */
  readonly keyName: string;
  readonly projectId: number;
  readonly projectSlug: string;
  readonly scopes: readonly KeyScope[];
};

const PREFIX_LENGTH = 9;

const hashOf = (key: string) => createHash("sha256").update(key).digest();

/** Makes a key. This is the only moment at which the key itself is known. */
export async function createApiKey(
  db: Database,
  options: NewKey,
): Promise<{ readonly key: string; readonly id: number }> {
  const key = `tm_${randomBytes(24).toString("base64url")}`;
  const { id } = await db.apiKey.create({
    data: {
      ...options,
      scopes: [...options.scopes],
      prefix: key.slice(0, PREFIX_LENGTH),
      hash: hashOf(key),
    },
  });
  return { key, id };
}

/** Stores a key that somebody chose, with all scopes; one that exists already is left as it is. */
export async function ensureApiKey(db: Database, projectId: number, key: string): Promise<void> {
  await db.apiKey.createMany({
    data: [
      {
        projectId,
        name: "Set by TIDEMARK_INIT_KEY",
        prefix: key.slice(0, Math.min(PREFIX_LENGTH, Math.floor(key.length / 2))),
        hash: hashOf(key),
        scopes: [...KEY_SCOPES],
      },
    ],
    skipDuplicates: true,
  });
}

/** A project's keys, newest first, revoked ones included. */
export async function listApiKeys(db: Database, projectId: number): Promise<ApiKey[]> {
  return db.apiKey.findMany({
    omit: { hash: true, projectId: true },
    where: { projectId },
    orderBy: { id: "desc" },
  });
}

/** A key of a project. */
export async function findApiKey(
  db: Database,
  projectId: number,
  id: number,
): Promise<ApiKey | undefined> {
  const omit = { hash: true, projectId: true } as const;
  return (await db.apiKey.findFirst({ omit, where: { projectId, id } })) ?? undefined;
}

/** Ends a key for good. Servers that remember it forget it within seconds. */
export async function revokeApiKey(
  db: Database,
  projectId: number,
  id: number,
  revokedBy: string,
): Promise<void> {
  await db.apiKey.updateMany({
    where: { projectId, id, revokedAt: null },
    data: { revokedAt: new Date(), revokedBy },
  });
}

/**
 * Makes a key with the name and rights of another, which ends at `endsAt` unless it does before.
 *
 * @returns undefined when there is no such key, or it has ended
 */
export async function rotateApiKey(
  db: Database,
  projectId: number,
  id: number,
  { now, endsAt, createdBy }: { now: Date; endsAt: Date; createdBy: string },
): Promise<{ readonly key: string; readonly id: number } | undefined> {
  const old = await findApiKey(db, projectId, id);
  if (!old || old.revokedAt !== null || (old.expiresAt !== null && old.expiresAt <= now)) {
    return undefined;
  }
  const lifetimeMs = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
  const made = await createApiKey(db, {
    projectId,
    name: old.name,
    scopes: KEY_SCOPES.filter((scope) => old.scopes.includes(scope)),
    // The new one lives as long as the old one was meant to.
    expiresAt: lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs),
    createdBy,
  });
  await db.apiKey.updateMany({
    where: { projectId, id, OR: [{ expiresAt: null }, { expiresAt: { gt: endsAt } }] },
    data: { expiresAt: endsAt },
  });
  return made;
}

/** The holder of a key that is neither revoked nor expired, and notes that it was used. */
export async function findKeyHolder(
  db: Database,
  key: string,
  now: Date,
): Promise<KeyHolder | undefined> {
  const found = await db.apiKey.findFirst({
    where: {
      hash: hashOf(key),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  if (!found) return undefined;
  const project = await db.project.findUniqueOrThrow({ where: { id: found.projectId } });
  await db.apiKey.updateMany({ where: { id: found.id }, data: { lastUsedAt: now } });
  return {
    keyId: found.id,
    keyName: found.name,
    projectId: project.id,
    projectSlug: project.slug,
    scopes: KEY_SCOPES.filter((scope) => found.scopes.includes(scope)),
  };
}
