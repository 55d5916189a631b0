import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import { type BranchScope, type BranchSourceName, branchSource } from "./branch-source";
import type { Database } from "./database";
import { Prisma } from "./generated/client";

const text = z.string().nullable();

/** A prompt and its version as traces name them; null where they do not. */
export type PromptName = { readonly prompt: string | null; readonly promptVersion: string | null };

const tallyRow = z.object({
  prompt: text,
  promptVersion: text,
  point: text,
  branch: text,
  n: z.number(),
  w: z.number(),
  w2: z.number(),
  example: z.string(),
  lastAt: z.date(),
});

/**
 * Requests that fired a branch; without a branch that reached the point, without a point that decided
 * anything. Traces by the prompt they name.
 */
export type BranchTallyRow = z.output<typeof tallyRow>;

export async function loadBranchTallies(
  db: Database,
  source: BranchSourceName,
  scope: BranchScope,
  window: TimeWindow,
): Promise<BranchTallyRow[]> {
  const found = await db.$queryRaw`
    select prompt, prompt_version as "promptVersion", point, branch, sum(n)::float8 as n,
      sum(w)::float8 as w, sum(w2)::float8 as w2, max(example) as example, max(last_at) as "lastAt"
    from ${branchSource("branch", source, scope, window)} as counted
    group by prompt, prompt_version, point, branch`;
  return z.array(tallyRow).parse(found);
}

/** Holds for rows of the prompts and versions that are counted. */
function isCounted(versions: readonly PromptName[]): Prisma.Sql {
  if (versions.length === 0) return Prisma.sql`false`;
  const rows = versions.map(
    ({ prompt, promptVersion }) =>
      Prisma.sql`(prompt is not distinct from ${prompt}
        and prompt_version is not distinct from ${promptVersion})`,
  );
  return Prisma.sql`(${Prisma.join(rows, " or ")})`;
}

/** What is asked of paths: production of a scope, and evals of some prompt versions. */
export type PathQuestion = {
  readonly scope: BranchScope;
  readonly window: TimeWindow;
  readonly evalScope: BranchScope;
  readonly evalWindow: TimeWindow;
  readonly versions: readonly PromptName[];
};

function pathTables({ scope, window, evalScope, evalWindow, versions }: PathQuestion): Prisma.Sql {
  return Prisma.sql`
    with production as (
      select hash, sum(n)::float8 as n, max(example) as example
      from ${branchSource("path", "production", scope, window)} as counted group by hash
    ), evals as (
      select hash, sum(n)::float8 as n
      from ${branchSource("path", "eval", evalScope, evalWindow)} as counted
      where ${isCounted(versions)} group by hash
    )`;
}

const abundanceRow = z.object({ requests: z.number(), isCovered: z.boolean(), paths: z.number() });

/** How many paths were taken by just so many requests, those that an eval took apart. */
export async function loadPathAbundances(db: Database, question: PathQuestion) {
  const found = await db.$queryRaw`
    ${pathTables(question)}
    select production.n as requests, evals.hash is not null as "isCovered", count(*)::int as paths
    from production left join evals using (hash)
    group by 1, 2 order by 1, 2`;
  return z.array(abundanceRow).parse(found);
}

const pathRow = z.object({
  hash: z.string(),
  steps: z.array(z.string()),
  requests: z.number(),
  evals: z.number(),
  example: z.string(),
});

/** The paths that most requests took, with how many evals did. */
export async function loadTopPaths(db: Database, question: PathQuestion, limit: number) {
  const found = await db.$queryRaw`
    ${pathTables(question)}, top as (
      select * from production order by n desc, hash limit ${limit}
    )
    select top.hash::text as hash, path.steps, top.n as requests, coalesce(evals.n, 0) as evals,
      top.example
    from top
    join branch_path as path on path.project_id = ${question.scope.projectId} and path.hash = top.hash
    left join evals on evals.hash = top.hash
    order by top.n desc, top.hash`;
  return z.array(pathRow).parse(found);
}

const openDayRow = z.object({ day: z.date(), requests: z.number(), open: z.number() });

/** Requests of each day, and those of them that fired any of some branches. */
export async function loadOpenDays(
  db: Database,
  scope: BranchScope,
  window: TimeWindow,
  branches: readonly string[],
) {
  const found = await db.$queryRaw`
    with open as (
      select distinct path.hash
      from branch_path as path cross join lateral unnest(path.steps) as step (key)
      join unnest(${[...branches]}::text[]) as wanted (key) on wanted.key = step.key
      where path.project_id = ${scope.projectId}
    )
    select date_trunc('day', at, 'UTC') as day, sum(n)::float8 as requests,
      coalesce(sum(n) filter (where open.hash is not null), 0)::float8 as open
    from ${branchSource("path", "production", scope, window)} as counted
    left join open on open.hash = counted.hash
    group by 1 order by 1`;
  return z.array(openDayRow).parse(found);
}

const closeRow = z.object({
  branch: z.string(),
  runnerUp: z.string(),
  /** The margin up to which a decision of its point is close. */
  limit: z.number(),
  production: z.number(),
  evals: z.number(),
});

/** The share of its decisions that a point calls close. */
const CLOSE_SHARE = 0.2;

/**
 * Close decisions by chosen branch and runner-up: those whose margin is at most the 20th percentile of
 * their point in production. Pairs that production does not call close are left out.
 */
export async function loadClosePairs(db: Database, question: PathQuestion) {
  const { scope, window, evalScope, evalWindow, versions } = question;
  const found = await db.$queryRaw`
    with production as (
      select branch, runner_up, margin, sum(n) as n
      from ${branchSource("margin", "production", scope, window)} as counted group by 1, 2, 3
    ), evals as (
      select branch, runner_up, margin, sum(n) as n
      from ${branchSource("margin", "eval", evalScope, evalWindow)} as counted
      where ${isCounted(versions)} group by 1, 2, 3
    ), ranked as (
      select split_part(branch, ' → ', 1) as point, margin,
        sum(n) over (partition by split_part(branch, ' → ', 1) order by margin) as reached,
        sum(n) over (partition by split_part(branch, ' → ', 1)) as all_n
      from production
    ), limits as (
      select point, min(margin) as margin from ranked
      where reached >= ${CLOSE_SHARE}::float8 * all_n group by point
    ), close as (
      select branch, runner_up, limits.margin, sum(n) as n
      from production join limits on limits.point = split_part(branch, ' → ', 1)
      where production.margin <= limits.margin group by 1, 2, 3
    ), tested as (
      select branch, runner_up, sum(n) as n
      from evals join limits on limits.point = split_part(branch, ' → ', 1)
      where evals.margin <= limits.margin group by 1, 2
    )
    select branch, runner_up as "runnerUp", close.margin::float8 as limit,
      close.n::float8 as production, coalesce(tested.n, 0)::float8 as evals
    from close left join tested using (branch, runner_up)
    order by close.n desc, branch, runner_up`;
  return z.array(closeRow).parse(found);
}
