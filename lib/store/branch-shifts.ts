import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import { BRANCH_MINUTES } from "./branch-rollup";
import { type BranchScope, branchSource, inBranchScope } from "./branch-source";
import type { Database } from "./database";
import { Prisma } from "./generated/client";

const newcomerRow = z.object({
  kind: z.enum(["release", "prompt"]),
  prompt: z.string().nullable(),
  name: z.string(),
  since: z.date(),
  requests: z.number(),
});

/**
 * Releases and prompt versions that production first showed in a window, by the hour of their first
 * request, latest first. Those with which history itself begins are none.
 */
export async function loadNewcomers(db: Database, scope: BranchScope, window: TimeWindow) {
  const past = { from: new Date(0), to: window.to };
  const source = branchSource("branch", "production", scope, past, BRANCH_MINUTES.hour);
  const found = await db.$queryRaw`
    with whole as materialized (
      select at, release, prompt, prompt_version, n from ${source} as counted where point is null
    ), began as (select min(at) as at from whole)
    select * from (
      select 'release' as kind, null::text as prompt, release as name, min(at) as since,
        sum(n)::float8 as requests
      from whole where release is not null group by release
      union all
      select 'prompt', prompt, prompt_version, min(at), sum(n)::float8
      from whole where prompt_version is not null group by prompt, prompt_version
    ) as first_seen
    where since >= ${window.from}::timestamptz and since < ${window.to}::timestamptz
      and since > (select at from began)
    order by since desc, kind desc, name`;
  return z.array(newcomerRow).parse(found);
}

/** What is compared: some time after a change, and the like hours before it. */
export type ShiftQuestion = {
  readonly scope: BranchScope;
  /** A whole hour or day. */
  readonly since: Date;
  readonly until: Date;
  /** Width of the buckets in minutes, an hour or a day. */
  readonly minutes: number;
  /** Only this release or version after the change; before it any other. Null: everything. */
  readonly newcomer: { readonly kind: "release" | "prompt"; readonly name: string } | null;
};

const sideRow = z.object({
  side: z.enum(["before", "after"]),
  /** Null: requests that decided anything. */
  point: z.string().nullable(),
  branch: z.string().nullable(),
  n: z.number(),
  /** Of a branch: Σ over the buckets of its squared count by the point's; else: number of buckets. */
  spread: z.number(),
  /** Of a branch: the same by all requests that decided anything; else as `spread`. */
  spreadOfWhole: z.number(),
});

export type ShiftSideRow = z.output<typeof sideRow>;

const MS_PER_MINUTE = 60_000;
const WEEK_MINUTES = 7 * 1_440;
const BASELINE_MINUTES = 14 * 1_440;

/** Requests per branch and point on both sides of a change; a point's own row has no branch. */
export async function loadShiftSides(
  db: Database,
  { scope, since, until, minutes, newcomer }: ShiftQuestion,
): Promise<ShiftSideRow[]> {
  const from = new Date(since.getTime() - BASELINE_MINUTES * MS_PER_MINUTE);
  const source = branchSource("branch", "production", scope, { from, to: until }, minutes);
  const lengthMinutes = Math.min(
    WEEK_MINUTES,
    Math.max(minutes, (until.getTime() - since.getTime()) / MS_PER_MINUTE),
  );
  const column = Prisma.raw(newcomer?.kind === "prompt" ? "prompt_version" : "release");
  const isNew =
    newcomer === null
      ? Prisma.sql`true`
      : Prisma.sql`${column} is not distinct from ${newcomer.name}`;
  const isOld = newcomer === null ? Prisma.sql`true` : Prisma.sql`not (${isNew})`;
  const found = await db.$queryRaw`
    with sides as (
      select case when at >= ${since}::timestamptz then 'after' else 'before' end as side,
        date_bin(make_interval(mins => ${minutes}), at, ${since}::timestamptz) as at, point, branch,
        sum(n)::float8 as n
      from ${source} as counted
      where (
        (at >= ${since}::timestamptz and ${isNew}) or (
          at < ${since}::timestamptz and ${isOld}
          and mod((extract(epoch from at - ${since}::timestamptz) / 60)::int + ${BASELINE_MINUTES}::int,
            ${WEEK_MINUTES}::int) < ${lengthMinutes}::float8))
      group by 1, 2, 3, 4
    ), beside as (
      -- Windows, since a join of these with themselves is planned as if they were few.
      select side, point, branch, n,
        max(n) filter (where branch is null) over (partition by side, at, point) as of_point,
        max(n) filter (where point is null) over (partition by side, at) as of_whole
      from sides
    )
    select side, point, branch, sum(n)::float8 as n,
      (case when branch is null then count(*) else sum(n * n / of_point) end)::float8 as spread,
      (case when branch is null then count(*) else sum(n * n / of_whole) end)::float8
        as "spreadOfWhole"
    from beside
    group by 1, 2, 3
    order by 2, 3, 1`;
  return z.array(sideRow).parse(found);
}

const flowRow = z.object({
  before: z.array(z.string()),
  after: z.array(z.string()),
  beforeTrace: z.string(),
  afterTrace: z.string(),
});

const MAX_REPEATED = 2_000;

/** Questions that were asked after a change and before it in the same words: what each run decided. */
export async function loadRepeatedQuestions(
  db: Database,
  scope: BranchScope,
  before: TimeWindow,
  after: TimeWindow,
) {
  const latest = Prisma.sql`
    select input_hash, trace_id, branches from trace
    where ${inBranchScope("production", scope, after)} and input_hash is not null
    order by started_at desc limit ${MAX_REPEATED}`;
  const found = await db.$queryRaw`
    with latest as materialized (${latest}), earlier as (
      select distinct on (trace.input_hash) trace.input_hash, trace.trace_id, trace.branches
      from trace
      where ${inBranchScope("production", scope, before)}
        and trace.input_hash in (select input_hash from latest)
      order by trace.input_hash, trace.started_at desc
    )
    select earlier.branches as before, latest.branches as after,
      earlier.trace_id as "beforeTrace", latest.trace_id as "afterTrace"
    from latest join earlier using (input_hash)`;
  return z.array(flowRow).parse(found);
}
