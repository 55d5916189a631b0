import type { Metadata } from "next";
import { PasswordForm } from "./password-form";
import styles from "./sign-in.module.css";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const REASONS: ReadonlyMap<string, string> = new Map([
  ["used", "This link has been used already. A link signs in one browser, once."],
  ["expired", "This link is older than a day and no longer works."],
  ["unknown", "This server did not make that link, or its database has been replaced since."],
]);

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { token, reason } = await searchParams;
  const refusal = typeof reason === "string" ? REASONS.get(reason) : undefined;
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
