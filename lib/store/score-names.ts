import { type Database, poolOf } from "./database";

/** A name that scores of a project go by, and how many of the latest do; of these, people's. */
export type ScoreName = {
  readonly name: string;
  readonly scores: number;
  readonly byPeople: number;
};

/** Counting all would keep a reader of the list waiting. */
const SAMPLE = 10_000;
const MAX_NAMES = 50;

/** The names of a project's scores, the most frequent first, among the latest 10 000. */
export async function loadScoreNames(db: Database, projectId: number): Promise<ScoreName[]> {
  const { rows } = await poolOf(db).query<ScoreName>({
    name: "score_names",
    text: `
      select name, count(*)::int scores, (count(*) filter (where source = 'human'))::int "byPeople"
      from (select name, source from score where project_id = $1 order by at desc limit ${SAMPLE}) latest
      group by name order by scores desc, name limit ${MAX_NAMES}`,
    values: [projectId],
  });
  return rows;
}
