import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * Adds `auth.api.signInTrusted`, which opens a session for a person whom our own code has already
 * recognised, by a one-time link or an invitation. It has no address and cannot be reached by HTTP.
 */
export const trustedSignIn = {
  id: "trusted-sign-in",
  endpoints: {
    signInTrusted: createAuthEndpoint(
      { method: "POST", body: z.object({ personId: z.string() }), requireHeaders: true },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId);
        if (!user) throw new APIError("NOT_FOUND");
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ personId: user.id });
      },
    ),
  },
} satisfies BetterAuthPlugin;
