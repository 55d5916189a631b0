import { bootstrap } from "@/lib/auth/bootstrap";
import { createSignInLink } from "@/lib/auth/sign-in-links";
import type { Config } from "@/lib/parse-config";
import { connect } from "@/lib/store/database";

/**
 * Makes what a server needs in its database before it serves. Returns the token of a fresh sign-in
 * link.
 */
export async function prepareData(url: string, { init }: Config, now: Date): Promise<string> {
  const db = connect(url);
  try {
    await bootstrap(db, init);
    return await createSignInLink(db, now);
  } finally {
    await db.$disconnect();
  }
}
