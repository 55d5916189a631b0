import "server-only";
import { nextCookies } from "better-auth/next-js";
import { createMailer } from "@/lib/alerts/mail";
import { type Auth, createAuth } from "@/lib/auth/create-auth";
import { config } from "@/lib/config";
import { db } from "@/lib/store/db";

// Made at the first request, since its secret is in the database, and kept across reloads.
const globals = globalThis as { tidemarkAuth?: Promise<Auth> | undefined };

/** How people sign in to this server. */
export function auth(): Promise<Auth> {
  const { publicUrl, oidc } = config;
  const settings = { publicUrl, oidc, sendReset: resetMailer() };
  globals.tidemarkAuth ??= createAuth(db, settings, [nextCookies()]).catch((error: unknown) => {
    // An outage must not be remembered.
    globals.tidemarkAuth = undefined;
    throw error;
  });
  return globals.tidemarkAuth;
}

function resetMailer() {
  const sendMail = createMailer(config.mail);
  if (sendMail === null) return null;
  return (to: string, token: string) =>
    sendMail({
      to,
      subject: "Choose a new password for Tidemark",
      text: [
        "Somebody, probably you, asked for a new password. This link works once, for an hour:",
        "",
        `${config.publicUrl}/reset-password?token=${encodeURIComponent(token)}`,
        "",
        "If it was not you, nothing has changed and nothing needs to be done.",
      ].join("\n"),
    });
}
