import { createSignInLink } from "@/lib/auth/sign-in-links";
import type { Config } from "@/lib/parse-config";
import { ensureApiKey } from "@/lib/store/api-keys";
import { connect } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";

/**
 * What a server needs in its database before it serves: the project and key that the settings name.
 * Returns the token of a fresh sign-in link.
 */
export async function prepareData(url: string, { init }: Config, now: Date): Promise<string> {
  const db = connect(url);
  try {
    if (init.project !== null) {
      const { id } = await findOrCreateProject(db, init.project);
      if (init.key !== null) await ensureApiKey(db, id, init.key);
    }
    return await createSignInLink(db, now);
  } finally {
    await db.$disconnect();
  }
}
