import type { Acting, AuditSubject } from "@/lib/domain/audit";
import { type Database, poolOf } from "./database";

/** Something that was changed, with what it was before and is after; null: it was not there. */
export type AuditEntry = AuditSubject & {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorName: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** More than this of one state is cut: the log says who changed what, and is no backup. */
const MAX_STATE_LENGTH = 64 * 1024;

export async function insertAuditEntry(
  db: Database,
  { projectId, actor }: Acting,
  entry: AuditSubject & { readonly at: Date; readonly before: unknown; readonly after: unknown },
): Promise<void> {
  await poolOf(db).query(
    `insert into audit_entry
      (project_id, at, actor_kind, actor_id, actor_name, action, subject, before, after)
    values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb)`,
    [
      projectId,
      entry.at,
      actor.kind,
      actor.id,
      actor.name,
      entry.action,
      entry.subject.slice(0, 500),
      stateText(entry.before),
      stateText(entry.after),
    ],
  );
}

/** Which entries are asked for; null asks for all. */
export type AuditFilter = {
  readonly action: string | null;
  readonly actor: string | null;
  readonly text: string | null;
};

export type AuditPage = {
  readonly rows: readonly AuditEntry[];
  /** Null on the last page. */
  readonly nextCursor: number | null;
};

/** A project's entries, or with null those of the whole server, latest first. */
export async function listAuditEntries(
  db: Database,
  projectId: number | null,
  { action, actor, text }: AuditFilter,
  { cursor, limit }: { readonly cursor: number | null; readonly limit: number },
): Promise<AuditPage> {
  const { rows } = await poolOf(db).query<AuditEntry>(
    `select id::float8 id, at, actor_kind "actorKind", actor_name "actorName", action, subject, before, after
    from audit_entry
    where project_id is not distinct from $1::int and ($2::bigint is null or id < $2)
      and ($3::text is null or action like $3 || '%') and ($4::text is null or actor_name = $4)
      and ($5::text is null or position(lower($5) in lower(subject)) > 0)
    order by id desc limit $6`,
    [projectId, cursor, action, actor, text, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return { rows: shown, nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** What a filter can be set to. */
export async function listAuditFacets(
  db: Database,
  projectId: number | null,
): Promise<{ readonly actions: readonly string[]; readonly actors: readonly string[] }> {
  const { rows } = await poolOf(db).query<{ actions: string[] | null; actors: string[] | null }>(
    `select array_agg(distinct action order by action) actions,
      array_agg(distinct actor_name order by actor_name) actors
    from audit_entry where project_id is not distinct from $1::int`,
    [projectId],
  );
  return { actions: rows[0]?.actions ?? [], actors: rows[0]?.actors ?? [] };
}

function stateText(state: unknown): string | null {
  if (state === null || state === undefined) return null;
  // Postgres' JSON holds no NUL character.
  const text = JSON.stringify(state).replaceAll("\\u0000", "\\ufffd");
  if (text.length <= MAX_STATE_LENGTH) return text;
  return JSON.stringify({ cut: text.slice(0, MAX_STATE_LENGTH / 2), length: text.length });
}
