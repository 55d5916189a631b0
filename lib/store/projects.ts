import type { RetentionSetting } from "@/lib/domain/retention";
import type { Database } from "./database";

/** What everything stored belongs to. `slug` is its name in addresses and settings. */
export type Project = { readonly id: number; readonly slug: string; readonly name: string };

const columns = { id: true, slug: true, name: true } as const;

/** Every project, by name. */
export async function listProjects(db: Database): Promise<Project[]> {
  return db.project.findMany({ select: columns, orderBy: { name: "asc" } });
}

export async function findProject(db: Database, slug: string): Promise<Project | undefined> {
  return (await db.project.findUnique({ select: columns, where: { slug } })) ?? undefined;
}

export async function findProjectById(db: Database, id: number): Promise<Project | undefined> {
  return (await db.project.findUnique({ select: columns, where: { id } })) ?? undefined;
}

/** The project of that slug, made when absent; safe when two servers start at once. */
export async function findOrCreateProject(
  db: Database,
  slug: string,
  name: string = slug,
): Promise<Project> {
  await db.project.createMany({ data: [{ slug, name }], skipDuplicates: true });
  return db.project.findUniqueOrThrow({ select: columns, where: { slug } });
}

/** How long each project keeps its traces. */
export async function loadRetentionSettings(
  db: Database,
): Promise<readonly { readonly id: number; readonly setting: RetentionSetting }[]> {
  const found = await db.project.findMany({ select: { id: true, retentionDays: true } });
  return found.map((row) => ({ id: row.id, setting: settingOf(row.retentionDays) }));
}

/** How long a project keeps its traces. */
export async function loadRetentionSetting(
  db: Database,
  projectId: number,
): Promise<RetentionSetting> {
  const { retentionDays } = await db.project.findUniqueOrThrow({ where: { id: projectId } });
  return settingOf(retentionDays);
}

/** Takes effect at the next maintenance, within minutes. */
export async function saveRetentionSetting(
  db: Database,
  projectId: number,
  setting: RetentionSetting,
): Promise<void> {
  const days = setting === "forever" ? FOREVER : setting;
  await db.project.update({
    where: { id: projectId },
    data: { retentionDays: days === "default" ? null : days },
  });
}

/** As the column says it. */
const FOREVER = 0;

function settingOf(days: number | null): RetentionSetting {
  if (days === null) return "default";
  return days === FOREVER ? "forever" : days;
}
