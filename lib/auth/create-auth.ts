import { randomUUID } from "node:crypto";
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import type { Database } from "@/lib/store/database";
import { findOrCreateServerSecret } from "@/lib/store/server-secret";
import { withHashedSessions } from "./hashed-sessions";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./passwords";
import { trustedSignIn } from "./trusted-sign-in";

const SESSION_LIFETIME_S = 30 * 24 * 3_600;
const RESET_LIFETIME_S = 3_600;

export type AuthSettings = {
  /** Where people reach this server, without a path: links in mails and OIDC lead there. */
  readonly publicUrl: string;
  /** Sends a link by which a password is chosen anew; null where mail cannot be sent. */
  readonly sendReset: ((to: string, url: string) => Promise<void>) | null;
};

/**
 * How people sign in. Every server of one database makes the same: the secret it signs cookies with
 * is in the database. Nobody signs up by themselves: people are invited, or made by who runs the server.
 */
export async function createAuth(
  db: Database,
  { publicUrl, sendReset }: AuthSettings,
  plugins: readonly BetterAuthPlugin[],
) {
  const adapter = prismaAdapter(db, { provider: "postgresql", transaction: true });
  return betterAuth({
    appName: "Tidemark",
    baseURL: publicUrl,
    secret: await findOrCreateServerSecret(db, "cookies"),
    database: (options: BetterAuthOptions) => withHashedSessions(adapter(options)),
    telemetry: { enabled: false },
    logger: { level: "error" },
    user: { modelName: "person" },
    session: {
      modelName: "personSession",
      fields: { userId: "personId" },
      expiresIn: SESSION_LIFETIME_S,
      // A session ends thirty days after it began, however much it is used.
      disableSessionRefresh: true,
    },
    account: { modelName: "personAccount", fields: { userId: "personId" } },
    verification: { modelName: "signInProof", storeIdentifier: "hashed" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      resetPasswordTokenExpiresIn: RESET_LIFETIME_S,
      revokeSessionsOnPasswordReset: true,
      ...(sendReset === null
        ? {}
        : { sendResetPassword: ({ user, url }) => sendReset(user.email, url) }),
    },
    // Ours counts failures per account in the database, for all servers: lib/auth/attempts.ts.
    rateLimit: { enabled: false },
    advanced: { cookiePrefix: "tidemark", database: { generateId: () => randomUUID() } },
    plugins: [trustedSignIn, ...plugins],
  });
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;
