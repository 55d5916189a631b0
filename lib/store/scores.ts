import type { Score } from "@/lib/domain/score";
import { contentHash } from "./content-reference";
import { type Database, poolOf } from "./database";
import type { Score as ScoreRow } from "./generated/client";
import type { ScoreCursor } from "./score-cursor";
import type { Queryable } from "./transaction";

/** Where a score came from: by API, said in the trace itself, or given by hand on a page. */
export type ScoreOrigin = "posted" | "telemetry" | "page";

/** A score on its way in; without an id it is named by what it says, so that it is kept once. */
export type NewScore = Score & { readonly id: string | null; readonly author: string | null };

/** What a posting of scores did. */
export type ScorePosting = {
  readonly stored: number;
  readonly updated: number;
  readonly duplicate: number;
};

/**
 * Keeps scores; one of a known id says something new of its trace. What came another way is not
 * overwritten, whatever its id.
 */
export async function saveScores(
  client: Queryable,
  projectId: number,
  scores: readonly NewScore[],
  { origin, postedAt }: { readonly origin: ScoreOrigin; readonly postedAt: Date },
): Promise<ScorePosting> {
  // Of one id the last counts: one statement cannot change a row twice.
  const rows = [
    ...new Map(
      scores.map((score) => rowOf(score)).map((row) => [`${row.trace_id} ${row.score_id}`, row]),
    ).values(),
  ];
  const { rows: written } = await client.query<{ isNew: boolean }>({
    name: "save_scores",
    text: `
      insert into score
        (project_id, trace_id, score_id, span_id, name, value, label, comment, source, origin,
         author, at, posted_at)
      select $1, trace_id, score_id, span_id, name, value, label, comment, source, $3, author, at, $4
      from jsonb_populate_recordset(null::score, $2::jsonb)
      on conflict (project_id, trace_id, score_id) do update
      set span_id = excluded.span_id, name = excluded.name, value = excluded.value,
        label = excluded.label, comment = excluded.comment, source = excluded.source,
        author = excluded.author, at = excluded.at, posted_at = excluded.posted_at
      where score.origin = excluded.origin
        and (score.span_id, score.name, score.value, score.label, score.comment, score.source,
             score.author, score.at)
        is distinct from (excluded.span_id, excluded.name, excluded.value, excluded.label,
             excluded.comment, excluded.source, excluded.author, excluded.at)
      returning (xmax = 0) "isNew"`,
    values: [projectId, JSON.stringify(rows), origin, postedAt],
  });
  const stored = written.filter((row) => row.isNew).length;
  return { stored, updated: written.length - stored, duplicate: scores.length - written.length };
}

function rowOf({ id, traceId, spanId, ...score }: NewScore) {
  const said = [
    spanId,
    score.name,
    score.value,
    score.label,
    score.comment,
    score.source,
    score.at,
  ];
  return {
    trace_id: traceId,
    span_id: spanId,
    score_id: id ?? contentHash(JSON.stringify(said)),
    ...score,
  };
}

export type StoredScore = Score & {
  readonly id: string;
  readonly origin: string;
  readonly author: string | null;
};

/** The scores of some traces of a project, by trace and then oldest first. */
export async function loadScores(
  db: Database,
  projectId: number,
  traceIds: readonly string[],
): Promise<StoredScore[]> {
  const found = await db.score.findMany({
    where: { projectId, traceId: { in: [...traceIds] } },
    orderBy: [{ traceId: "asc" }, { at: "asc" }, { scoreId: "asc" }],
  });
  return found.map(storedScoreOf);
}

/** Which scores of a project: of one trace, or of one name, where these are said. */
export type ScorePageRequest = {
  readonly traceId: string | null;
  readonly name: string | null;
  readonly cursor: ScoreCursor | null;
  readonly limit: number;
};

/** The scores of a project, by the moment they speak of, latest first. */
export async function listScores(
  db: Database,
  projectId: number,
  { traceId, name, cursor, limit }: ScorePageRequest,
): Promise<{ readonly rows: readonly StoredScore[]; readonly next: ScoreCursor | null }> {
  const { rows } = await poolOf(db).query<ScoreRow>({
    text: `
      select trace_id "traceId", score_id "scoreId", span_id "spanId", name, value, label, comment,
        source, origin, author, at
      from score
      where project_id = $1 and ($2::text is null or trace_id = $2)
        and ($3::text is null or name = $3)
        and ($4::timestamptz is null or (at, trace_id, score_id) < ($4, $5, $6))
      order by at desc, trace_id desc, score_id desc limit $7`,
    values: [
      projectId,
      traceId,
      name,
      cursor?.at ?? null,
      cursor?.traceId ?? null,
      cursor?.id ?? null,
      limit + 1,
    ],
  });
  const shown = rows.slice(0, limit).map(storedScoreOf);
  return { rows: shown, next: (rows.length > limit && shown.at(-1)) || null };
}

function storedScoreOf(row: Omit<ScoreRow, "projectId" | "postedAt">): StoredScore {
  const { traceId, scoreId, spanId, name, value, label, comment, origin, author, at } = row;
  const source = row.source as Score["source"];
  return { id: scoreId, traceId, spanId, name, value, label, comment, source, origin, author, at };
}

/** Takes a score back that was given by hand; any other stays. */
export async function deleteHandScore(
  db: Database,
  projectId: number,
  traceId: string,
  scoreId: string,
): Promise<void> {
  await db.score.deleteMany({ where: { projectId, traceId, scoreId, origin: "page" } });
}
