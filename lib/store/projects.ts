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

/** The project of that slug, made when absent; safe when two servers start at once. */
export async function findOrCreateProject(
  db: Database,
  slug: string,
  name: string = slug,
): Promise<Project> {
  await db.project.createMany({ data: [{ slug, name }], skipDuplicates: true });
  return db.project.findUniqueOrThrow({ select: columns, where: { slug } });
}
