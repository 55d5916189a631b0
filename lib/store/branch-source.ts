import type { TimeWindow } from "@/lib/domain/time-window";
import { BRANCH_MINUTES } from "./branch-rollup";
import { Prisma } from "./generated/client";
import { cutWindow, type Piece } from "./tier-source";

/** Which traces are counted. Null means that it is not narrowed. */
export type BranchScope = {
  readonly projectId: number;
  readonly feature: string | null;
  readonly environment: string | null;
  readonly tenant: string | null;
  readonly segments: Readonly<Record<string, string>>;
  readonly prompt: string | null;
  readonly promptVersion: string | null;
};

export type BranchSourceName = "production" | "eval";
type RollupTable = "branch" | "path" | "margin";

const COLUMNS: Record<RollupTable, string> = {
  branch: "release, prompt, prompt_version, point, branch, n, w, w2, example, last_at",
  path: "prompt, prompt_version, hash, n, example",
  margin: "prompt, prompt_version, branch, runner_up, margin, n",
};
const TABLES: Record<RollupTable, string> = {
  branch: "branch_rollup",
  path: "branch_path_rollup",
  margin: "branch_margin_rollup",
};

const WHO = "prompt_name as prompt, prompt_version";
const ONE = `1 as n, sample_weight as w, sample_weight * sample_weight as w2, trace_id as example,
  started_at as last_at`;
/** The same rows of single traces, in parts, since a distributed table cannot be joined with a union. */
const TRACE_PARTS: Record<RollupTable, readonly string[]> = {
  branch: [
    `release, ${WHO}, split_part(fired.key, ' → ', 1) as point,
      split_part(fired.key, ' → ', 2) as branch, ${ONE}
      from trace cross join lateral unnest(branches) as fired (key) where true`,
    `release, ${WHO}, reached.point, null as branch, ${ONE}
      from trace cross join lateral (
        select distinct split_part(key, ' → ', 1) as point from unnest(branches) as fired (key)
      ) as reached where true`,
    `release, ${WHO}, null as point, null as branch, ${ONE} from trace where true`,
  ],
  path: [`${WHO}, path_hash as hash, 1 as n, trace_id as example from trace where true`],
  margin: [
    `${WHO}, close.branch, close."runnerUp" as runner_up, close.margin, 1 as n
      from trace cross join lateral
        jsonb_to_recordset(close_calls) as close (branch text, "runnerUp" text, margin float8)
      where close_calls is not null`,
  ],
};

/**
 * A subselect of everything counted in a window, to be summed: column `at` and those of the table.
 * Whole buckets come from rollups; tenants and segments are only known of single traces.
 *
 * @param widestMinutes of the buckets, where it matters when within a day something was
 */
export function branchSource(
  table: RollupTable,
  source: BranchSourceName,
  scope: BranchScope,
  window: TimeWindow,
  widestMinutes: number = BRANCH_MINUTES.day,
): Prisma.Sql {
  const isNarrow = scope.tenant !== null || Object.keys(scope.segments).length > 0;
  const widths = [BRANCH_MINUTES.day, BRANCH_MINUTES.hour].filter((one) => one <= widestMinutes);
  const pieces = cutWindow(window, isNarrow ? [] : widths);
  if (pieces.length === 0) return Prisma.sql`(${nothing(table)})`;
  return Prisma.sql`(${Prisma.join(
    pieces.map((piece) =>
      piece.minutes === null
        ? traces(table, source, scope, piece)
        : buckets(table, source, scope, piece),
    ),
    " union all ",
  )})`;
}

const nothing = (table: RollupTable) =>
  Prisma.raw(`select bucket as at, ${COLUMNS[table]} from ${TABLES[table]} where false`);

function buckets(
  table: RollupTable,
  source: BranchSourceName,
  scope: BranchScope,
  { from, to, minutes }: Piece,
): Prisma.Sql {
  return Prisma.sql`
    select bucket as at, ${Prisma.raw(COLUMNS[table])}
    from ${Prisma.raw(TABLES[table])}
    where project_id = ${scope.projectId} and minutes = ${minutes} and source = ${source}
      and bucket >= ${from}::timestamptz and bucket < ${to}::timestamptz
      and ${holds("feature", scope.feature)} and ${holds("environment", scope.environment)}
      and ${holds("prompt", scope.prompt)} and ${holds("prompt_version", scope.promptVersion)}`;
}

function traces(
  table: RollupTable,
  source: BranchSourceName,
  scope: BranchScope,
  window: TimeWindow,
): Prisma.Sql {
  const parts = TRACE_PARTS[table].map(
    (part) => Prisma.sql`
      select started_at as at, ${Prisma.raw(part)} and ${inBranchScope(source, scope, window)}`,
  );
  return Prisma.join(parts, " union all ");
}

/** Holds for the deciding traces of a scope that started in a window. */
export function inBranchScope(
  source: BranchSourceName,
  scope: BranchScope,
  { from, to }: TimeWindow,
): Prisma.Sql {
  const segments = Object.entries(scope.segments).map(
    ([key, value]) => Prisma.sql`and trace.segments ->> ${key} = ${value}`,
  );
  return Prisma.sql`
    trace.project_id = ${scope.projectId} and trace.source = ${source}
      and trace.started_at >= ${from}::timestamptz and trace.started_at < ${to}::timestamptz
      and trace.path_hash is not null
      and ${holds("feature", scope.feature)} and ${holds("environment", scope.environment)}
      and ${holds("tenant", scope.tenant)} and ${holds("prompt_name", scope.prompt)}
      and ${holds("prompt_version", scope.promptVersion)}
      ${segments.length === 0 ? Prisma.empty : Prisma.join(segments, " ")}`;
}

function holds(column: string, value: string | null): Prisma.Sql {
  return value === null ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(column)} = ${value}`;
}
