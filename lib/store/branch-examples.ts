import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { BranchTallyRow, PromptName } from "./branch-tallies";
import type { Database } from "./database";

const exampleRow = z.object({
  traceId: z.string(),
  startedAt: z.date(),
  tenant: z.string().nullable(),
  totalTokens: z.number().nullable(),
  steps: z.array(z.string()),
  closeCalls: z
    .array(z.object({ branch: z.string(), runnerUp: z.string(), margin: z.number() }))
    .nullable(),
  inputPreview: z.string().nullable(),
});

/** A trace that may become an eval case. */
export type ExampleRow = z.output<typeof exampleRow>;

/** Traces by id that are still there and that nobody marked as personal. */
export async function loadExamples(
  db: Database,
  projectId: number,
  traceIds: readonly string[],
): Promise<ExampleRow[]> {
  if (traceIds.length === 0) return [];
  const found = await db.$queryRaw`
    select trace.trace_id as "traceId", trace.started_at as "startedAt", trace.tenant,
      trace.total_tokens::float8 as "totalTokens", path.steps, trace.close_calls as "closeCalls",
      trace.input_preview as "inputPreview"
    from trace
    join branch_path as path on path.project_id = ${projectId} and path.hash = trace.path_hash
    where trace.project_id = ${projectId} and trace.trace_id = any(${[...traceIds]}::text[])
      and not trace.tags && array['pii', 'personal']
    order by trace.trace_id`;
  return z.array(exampleRow).parse(found);
}

const caseRow = z.object({ branch: z.string(), cases: z.number(), drafts: z.number() });

/** How many eval cases name a branch by its id, those that wait to be accepted apart. */
export async function loadBranchCases(db: Database, projectId: number) {
  const found = await db.$queryRaw`
    select named.branch, count(*) filter (where status = 'active')::int as cases,
      count(*) filter (where status = 'draft')::int as drafts
    from eval_case cross join lateral unnest(branches) as named (branch)
    where project_id = ${projectId} and status <> 'retired'
    group by named.branch order by named.branch`;
  return z.array(caseRow).parse(found);
}

const linkedRow = z.object({
  prompt: z.string().nullable(),
  promptVersion: z.string().nullable(),
  key: z.string(),
  n: z.number(),
  lastAt: z.date(),
  example: z.string(),
});

/**
 * What was decided in traces that an eval attempt links and that do not say themselves that they are
 * evals, as rows of branches.
 */
export async function loadLinkedTallies(
  db: Database,
  projectId: number,
  { from, to }: TimeWindow,
): Promise<(PromptName & Pick<BranchTallyRow, "point" | "branch" | "n" | "lastAt" | "example">)[]> {
  const found = await db.$queryRaw`
    select trace.prompt_name as prompt, trace.prompt_version as "promptVersion", fired.key,
      count(distinct trace.trace_id)::float8 as n, max(trace.started_at) as "lastAt",
      max(trace.trace_id) as example
    from eval_attempt
    join trace on trace.project_id = ${projectId} and trace.trace_id = eval_attempt.trace_id
    cross join lateral unnest(trace.branches) as fired (key)
    where eval_attempt.project_id = ${projectId} and eval_attempt.trace_id is not null
      and trace.source <> 'eval' and trace.started_at >= ${from}::timestamptz
      and trace.started_at < ${to}::timestamptz
    group by 1, 2, 3`;
  return z
    .array(linkedRow)
    .parse(found)
    .map(({ key, ...row }) => {
      const [point = "", branch = ""] = key.split(" → ");
      return { ...row, point, branch };
    });
}
