import type { Acting, AuditSubject } from "@/lib/domain/audit";
import { insertAuditEntry } from "@/lib/store/audit";
import { db } from "@/lib/store/db";
import type { OpenProject } from "./require-project";
import type { SignedIn } from "./require-session";

/** What is changed, and how it stands: asked before and after. */
export type AuditedChange = AuditSubject & {
  /** Undefined or null: it is not there. Nothing secret may be in it. */
  readonly load: () => Promise<unknown>;
};

/** Changes something and notes who did, with before and after; what stays the same is no change. */
export async function audited<Result>(
  acting: Acting,
  { load, ...subject }: AuditedChange,
  change: () => Promise<Result>,
): Promise<Result> {
  const before = (await load()) ?? null;
  const result = await change();
  const after = (await load()) ?? null;
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    await insertAuditEntry(db, acting, { ...subject, at: new Date(), before, after });
  }
  return result;
}

/** Notes that something was done that has no state of its own: asked for, sent, removed for good. */
export async function noteDone(
  acting: Acting,
  subject: AuditSubject,
  after: unknown = null,
): Promise<void> {
  await insertAuditEntry(db, acting, { ...subject, at: new Date(), before: null, after });
}

/** What somebody does in a project that is open to them. */
export function actingIn({ id, person }: OpenProject): Acting {
  return { projectId: id, actor: { kind: "person", id: person.id, name: person.name } };
}

/** What an owner of the server does to all of it. */
export function actingOnServer({ id, name }: SignedIn): Acting {
  return { projectId: null, actor: { kind: "person", id, name } };
}
