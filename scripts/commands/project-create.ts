import { parseArgs } from "node:util";
import { findOrCreateProject } from "@/lib/store/projects";
import { type Command, UsageError } from "../command";
import { withDatabase } from "../open-database";
import { print } from "../terminal";

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

export const projectCreate: Command = {
  name: "project create",
  usage: "SLUG [--name NAME]",
  summary: "make a project, unless there is one of that slug",
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: "string" } },
    });
    const slug = projectSlug(positionals[0]);
    const project = await withDatabase((db) => findOrCreateProject(db, slug, values.name));
    print(project.slug);
    return 0;
  },
};

/** @throws UsageError when the text cannot be a project's slug */
export function projectSlug(text: string | undefined): string {
  if (text !== undefined && SLUG.test(text)) return text;
  throw new UsageError("A project's slug is lower-case letters, digits and dashes.");
}
