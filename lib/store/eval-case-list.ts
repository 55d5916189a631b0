import type { CaseStatus, StoredCase } from "@/lib/domain/evals/eval-case";
import { type Database, poolOf } from "./database";
import { loadCasesById } from "./eval-cases";

/** Which cases of a suite; null is not asked. */
export type CaseFilter = {
  readonly status: CaseStatus | null;
  readonly intent: string | null;
  readonly tag: string | null;
  /** Text in the id, the input or what is expected. */
  readonly text: string | null;
};

export type CasePage = {
  /** By id. */
  readonly rows: readonly StoredCase[];
  /** How many there are on all pages. */
  readonly total: number;
};

/** One page of a suite's cases. */
export async function loadCasePage(
  db: Database,
  projectId: number,
  suite: string,
  { skip, limit, ...filter }: CaseFilter & { readonly skip: number; readonly limit: number },
): Promise<CasePage> {
  const { status, intent, tag, text } = filter;
  const pattern = text === null ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await poolOf(db).query<{ id: string | null; total: number }>({
    text: `
      with found as (
        select case_id id from eval_case
        where project_id = $1 and suite = $2
          and ($3::text is null or status = $3)
          and ($4::text is null or intent = $4)
          and ($5::text is null or $5 = any(tags))
          and ($6::text is null or case_id ilike $6 or input::text ilike $6
               or expected::text ilike $6)
      )
      select (select count(*) from found)::int total, page.id
      from (values (1)) one
      left join (select id from found order by id offset $7 limit $8) page on true
      order by page.id`,
    values: [projectId, suite, status, intent, tag, pattern, skip, limit],
  });
  const ids = rows.flatMap(({ id }) => id ?? []);
  return {
    rows: await loadCasesById(db, projectId, suite, ids),
    total: rows[0]?.total ?? 0,
  };
}

/** A value that a list can be narrowed to, and how many cases have it. */
export type CaseFacet = {
  readonly field: "status" | "intent" | "tag";
  readonly value: string;
  readonly cases: number;
};

const MAX_VALUES = 100;

/** What a suite's cases can be narrowed to: of each field the most frequent first. */
export async function loadCaseFacets(
  db: Database,
  projectId: number,
  suite: string,
): Promise<CaseFacet[]> {
  const { rows } = await poolOf(db).query<CaseFacet>({
    text: `
      with own as (
        select status, intent, tags from eval_case where project_id = $1 and suite = $2
      ), said as (
        select 'status' field, status "value" from own
        union all select 'intent', intent from own where intent is not null
        union all select 'tag', tag from own, unnest(tags) tag
      ), counted as (
        select field, "value", count(*)::int cases,
          row_number() over (partition by field order by count(*) desc, "value") place
        from said group by field, "value"
      )
      select field, "value", cases from counted where place <= $3 order by field, place`,
    values: [projectId, suite, MAX_VALUES],
  });
  return rows;
}
