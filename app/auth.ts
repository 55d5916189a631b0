import "server-only";
import { nextCookies } from "better-auth/next-js";
import { type Auth, createAuth } from "@/lib/auth/create-auth";
import { config } from "@/lib/config";
import { db } from "@/lib/store/db";

// Made at the first request, since its secret is in the database, and kept across reloads.
const globals = globalThis as { tidemarkAuth?: Promise<Auth> | undefined };

/** How people sign in to this server. */
export function auth(): Promise<Auth> {
  globals.tidemarkAuth ??= createAuth(db, { publicUrl: config.publicUrl, sendReset: null }, [
    nextCookies(),
  ]).catch((error: unknown) => {
    // An outage must not be remembered.
    globals.tidemarkAuth = undefined;
    throw error;
  });
  return globals.tidemarkAuth;
}
