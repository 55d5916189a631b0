import type { Metadata } from "next";
import Link from "next/link";
import { requireSession } from "@/app/require-session";
import { db } from "@/lib/store/db";
import { findPasswordHash, PLACEHOLDER_EMAIL } from "@/lib/store/people";
import { listSessions } from "@/lib/store/person-sessions";
import styles from "./account.module.css";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { SessionTable } from "./session-table";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const person = await requireSession();
  const now = new Date();
  const [sessions, hash] = await Promise.all([
    listSessions(db, person.id, now),
    findPasswordHash(db, person.id),
  ]);
  const isNameless = person.email === PLACEHOLDER_EMAIL;
  return (
    <main className={styles["page"]}>
      <p>
        <Link href="/?all=1">All projects</Link>
      </p>
      <h1>Your account</h1>
      {isNameless ? (
        <p role="status" className={styles["hint"]}>
          You came in by the link of a first start and own this server. Set your e-mail and a
          password, so that you can sign in without the terminal.
        </p>
      ) : null}
      <h2>Who you are</h2>
      <ProfileForm name={person.name} email={isNameless ? "" : person.email} />
      <h2>Password</h2>
      <PasswordForm hasPassword={hash !== null} />
      <h2>Where you are signed in</h2>
      <p>A session ends thirty days after it began, or when it is ended here.</p>
      <SessionTable
        sessions={sessions.map((session) => ({
          ...session,
          createdAt: session.createdAt.toISOString(),
          isThis: session.id === person.sessionId,
        }))}
        now={now.toISOString()}
      />
      <form method="post" action="/sign-out">
        <button type="submit" className={styles["plain"]}>
          Sign out
        </button>
      </form>
    </main>
  );
}
