import { randomUUID } from "node:crypto";
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { genericOAuth } from "better-auth/plugins";
import type { Database } from "@/lib/store/database";
import { listInvitationsTo } from "@/lib/store/invitations";
import { findPerson, foldEmail } from "@/lib/store/people";
import { findOrCreateServerSecret } from "@/lib/store/server-secret";
import { withHashedSessions } from "./hashed-sessions";
import { acceptInvitation } from "./invitations";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./passwords";
import { trustedSignIn } from "./trusted-sign-in";

const SESSION_LIFETIME_S = 30 * 24 * 3_600;
const RESET_LIFETIME_S = 3_600;

export type AuthSettings = {
  /** Where people reach this server, without a path: links in mails and OIDC lead there. */
  readonly publicUrl: string;
  /** Sends a token with which a password is chosen anew; null where mail cannot be sent. */
  readonly sendReset: ((to: string, token: string) => Promise<void>) | null;
  readonly oidc: OidcSettings | null;
};

/** A provider of identities that people sign in at. */
export type OidcSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the button calls it. */
  readonly name: string;
  /** Whether everybody whom the provider knows gets an account; else only who was invited. */
  readonly signUp: boolean;
};

/** The provider as the callback's address names it: `/api/auth/callback/oidc`. */
export const OIDC_PROVIDER = "oidc";

/**
 * How people sign in. Every server of one database makes the same: the secret it signs cookies with
 * is in the database. Nobody signs up by themselves: people are invited, or made by who runs the server.
 */
export async function createAuth(
  db: Database,
  { publicUrl, sendReset, oidc }: AuthSettings,
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
        : { sendResetPassword: ({ user, token }) => sendReset(user.email, token) }),
    },
    databaseHooks: { user: { create: oidcArrivals(db, oidc?.signUp ?? false) } },
    // Ours counts failures per account in the database, for all servers: lib/auth/attempts.ts.
    rateLimit: { enabled: false },
    advanced: { cookiePrefix: "tidemark", database: { generateId: () => randomUUID() } },
    plugins: [trustedSignIn, ...(oidc ? [oidcPlugin(oidc)] : []), ...plugins],
  });
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;

function oidcPlugin({ issuer, clientId, clientSecret, name }: OidcSettings) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        name,
        discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ["openid", "email", "profile"],
        pkce: true,
      },
    ],
  });
}

/**
 * Who comes by the provider for the first time: somebody with an invitation to their address, which
 * the provider has to have verified, or anybody where the settings say so. Invitations are accepted.
 */
function oidcArrivals(db: Database, signUp: boolean) {
  return {
    before: async (user: { email: string; emailVerified: boolean }) => {
      const email = foldEmail(user.email);
      const invited = user.emailVerified && (await listInvitationsTo(db, email, new Date()));
      if (!signUp && (!invited || invited.length === 0)) return false;
      return { data: { ...user, email } };
    },
    after: async ({
      id,
      email,
      emailVerified,
    }: {
      id: string;
      email: string;
      emailVerified: boolean;
    }) => {
      const person = await findPerson(db, id);
      if (!person || !emailVerified) return;
      const now = new Date();
      for (const invitation of await listInvitationsTo(db, email, now)) {
        await acceptInvitation(db, invitation, person, now);
      }
    },
  };
}
