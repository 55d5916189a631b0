"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { OIDC_PROVIDER } from "@/lib/auth/create-auth";
import { config } from "@/lib/config";
import { auth } from "../auth";

/** Sends whoever asks to the provider of identities that the settings name. */
export async function oidcSignInAction(): Promise<void> {
  if (config.oidc === null) redirect("/");
  const { url } = await (await auth()).api.signInSocial({
    body: {
      provider: OIDC_PROVIDER,
      callbackURL: "/",
      errorCallbackURL: "/sign-in",
      disableRedirect: true,
    },
    headers: await headers(),
  });
  redirect(url ?? "/sign-in");
}
