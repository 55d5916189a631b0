import { z } from "zod";
import type { Database } from "./database";
import type { Objective as ObjectiveRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import type { Posting } from "./posting";

/** A share that has to be kept. */
export type Objective = {
  readonly name: string;
  /** Slug of the analysis that judges it. */
  readonly analysis: string;
  /** Null: all of the project's traffic. */
  readonly feature: string | null;
  readonly tier: string;
  /** A floor is the least share that is good enough, a ceiling the largest. */
  readonly kind: "floor" | "ceiling";
  /** From 0 to 1, both excluded: an objective without any budget could only ever be broken. */
  readonly target: number;
  /** Over how many days the budget is spent. */
  readonly periodDays: 28 | 30;
};

export type PostedObjective = Objective & Posting;

/** Keeps an objective in place of the one of that name. Returns whether anything changed. */
export async function saveObjective(
  db: Database,
  projectId: number,
  { name, analysis, feature, tier, kind, target, periodDays }: Objective,
  { postedAt, postedBy }: Posting,
): Promise<boolean> {
  const changed: unknown[] = await db.$queryRaw`
    insert into objective
      (project_id, name, analysis, feature, tier, kind, target, period_days, posted_at, posted_by)
    values (${projectId}, ${name}, ${analysis}, ${feature}, ${tier}, ${kind},
            ${target}::float8, ${periodDays}::smallint, ${postedAt}::timestamptz, ${postedBy})
    on conflict (project_id, name) do update
    set analysis = excluded.analysis, feature = excluded.feature, tier = excluded.tier,
        kind = excluded.kind, target = excluded.target, period_days = excluded.period_days,
        posted_at = excluded.posted_at, posted_by = excluded.posted_by
    where (objective.analysis, objective.feature, objective.tier, objective.kind,
           objective.target, objective.period_days)
      is distinct from (excluded.analysis, excluded.feature, excluded.tier, excluded.kind,
                        excluded.target, excluded.period_days)
    returning id`;
  return changed.length > 0;
}

/** Takes an objective away. Returns false when there was none of that name. */
export async function deleteObjective(
  db: Database,
  projectId: number,
  name: string,
): Promise<boolean> {
  const { count } = await db.objective.deleteMany({ where: { projectId, name } });
  return count > 0;
}

export async function listObjectives(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedObjective>> {
  const found = await db.objective.findMany(pageQuery(projectId, request));
  return pageOf(found, request, objectiveOf);
}

export async function findObjective(
  db: Database,
  projectId: number,
  name: string,
): Promise<PostedObjective | undefined> {
  const found = await db.objective.findUnique({ where: { projectId_name: { projectId, name } } });
  return found ? objectiveOf(found) : undefined;
}

/** An analysis's objectives, by name. With a feature: that feature's, otherwise all of them. */
export async function loadObjectives(
  db: Database,
  projectId: number,
  analysis: string,
  feature: string | null,
): Promise<PostedObjective[]> {
  const found = await db.objective.findMany({
    where: { projectId, analysis, ...(feature === null ? {} : { feature }) },
    orderBy: { name: "asc" },
  });
  return found.map(objectiveOf);
}

const kind = z.enum(["floor", "ceiling"]);

const periodDays = z.literal([28, 30]);

function objectiveOf({ id: _id, projectId: _project, ...row }: ObjectiveRow): PostedObjective {
  return { ...row, kind: kind.parse(row.kind), periodDays: periodDays.parse(row.periodDays) };
}
