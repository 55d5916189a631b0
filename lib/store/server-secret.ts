import { randomBytes } from "node:crypto";
import type { Database } from "./database";

/** A secret that all servers of one database share; made when absent, also when two ask at once. */
export async function findOrCreateServerSecret(db: Database, name: string): Promise<string> {
  const value = randomBytes(32).toString("base64url");
  await db.serverSecret.createMany({ data: [{ name, value }], skipDuplicates: true });
  return (await db.serverSecret.findUniqueOrThrow({ where: { name } })).value;
}
