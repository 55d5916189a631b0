import type { Envelope } from "@/lib/domain/envelope";
import { type Database, poolOf } from "./database";

/** A run of a question, as far as its row tells. */
export type QuestionRun = {
  readonly traceId: string;
  readonly spanCount: number;
  readonly envelope: Envelope;
  readonly status: string;
  readonly outcome: string | null;
  /** Names of the tools it called, sorted. */
  readonly tools: readonly string[];
};

/** The latest runs of one question, latest first. */
export async function loadRunsOfQuestion(
  db: Database,
  projectId: number,
  inputHash: string,
  limit: number,
): Promise<readonly QuestionRun[]> {
  const { rows } = await poolOf(db).query<QuestionRun>({
    name: "runs_of_question",
    text: `
      select trace_id "traceId", span_count "spanCount", envelope, status, outcome, tools
      from trace
      where project_id = $1 and input_hash = $2
      order by started_at desc, trace_id desc
      limit $3`,
    values: [projectId, inputHash, limit],
  });
  return rows;
}
