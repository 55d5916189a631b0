import type { Metadata } from "next";
import Link from "next/link";
import { config } from "@/lib/config";
import { oidcSignInAction } from "./oidc-action";
import { PasswordForm } from "./password-form";
import styles from "./sign-in.module.css";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const REASONS: ReadonlyMap<string, string> = new Map([
  ["used", "This link has been used already. A link signs in one browser, once."],
  ["expired", "This link is older than a day and no longer works."],
  ["unknown", "This server did not make that link, or its database has been replaced since."],
]);

const NOT_LET_IN =
  "The provider knows you, but nobody here does: ask an admin of a project to invite the e-mail address you have there. If you have a password here, sign in with it.";

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { token, reason, error } = await searchParams;
  const refusal = typeof error === "string" ? NOT_LET_IN : REASONS.get(String(reason));
  return (
    <main className={styles["page"]}>
      <h1>Tidemark</h1>
      {refusal === undefined ? null : <p role="alert">{refusal}</p>}
      {typeof token === "string" && token !== "" ? <SignInForm token={token} /> : <WaysIn />}
    </main>
  );
}

function WaysIn() {
  return (
    <>
      <PasswordForm />
      <div className={styles["ways"]}>
        {config.mail === null ? null : <Link href="/reset-password">Forgot the password?</Link>}
        {config.oidc === null ? null : (
          <form action={oidcSignInAction}>
            <button type="submit" className={styles["button"]}>
              Sign in with {config.oidc.name}
            </button>
          </form>
        )}
      </div>
      <section className={styles["other"]} aria-labelledby="no-password">
        <h2 id="no-password">No password yet?</h2>
        <p>
          Whoever runs this server can open the link that the terminal printed when Tidemark
          started. It signs one browser in, once, as the owner. To print a new one, run this where
          Tidemark runs:
        </p>
        <pre>
          <code>npx tidemark sign-in</code>
        </pre>
        <p>Everybody else is let in by an invitation, which an admin of a project makes.</p>
      </section>
    </>
  );
}
