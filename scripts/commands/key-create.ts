import { parseArgs } from "node:util";
import { KEY_SCOPES, type KeyScope } from "@/lib/domain/key-scope";
import { createApiKey } from "@/lib/store/api-keys";
import { findProject } from "@/lib/store/projects";
import { type Command, UsageError } from "../command";
import { withDatabase } from "../open-database";
import { print, tell } from "../terminal";
import { projectSlug } from "./project-create";

export const keyCreate: Command = {
  name: "key create",
  usage: "--project SLUG [--name NAME] [--scopes ingest,read,write,admin]",
  summary: "make a key and print it; it is not shown again",
  details: "Without --scopes the key may ingest and read.",
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        project: { type: "string" },
        name: { type: "string", default: "Made on the command line" },
        scopes: { type: "string", default: "ingest,read" },
      },
    });
    const slug = projectSlug(values.project);
    const scopes = parseScopes(values.scopes);
    const made = await withDatabase(async (db) => {
      const project = await findProject(db, slug);
      return project && createApiKey(db, { projectId: project.id, name: values.name, scopes });
    });
    if (made) print(made.key);
    else tell(`tidemark: there is no project "${slug}"; npx tidemark project create ${slug}`);
    return made ? 0 : 1;
  },
};

function parseScopes(text: string): KeyScope[] {
  const named = text.split(",").map((scope) => scope.trim());
  const scopes = KEY_SCOPES.filter((scope) => named.includes(scope));
  if (scopes.length === 0 || scopes.length !== new Set(named).size) {
    throw new UsageError(`--scopes takes some of ${KEY_SCOPES.join(", ")}.`);
  }
  return scopes;
}
