import Link from "next/link";
import { redirect } from "next/navigation";
import { db } from "@/lib/store/db";
import { listProjectsOf } from "@/lib/store/memberships";
import { PLACEHOLDER_EMAIL } from "@/lib/store/people";
import { CreateProjectForm } from "./create-project-form";
import styles from "./home.module.css";
import { requireSession } from "./require-session";

export default async function HomePage({ searchParams }: PageProps<"/">) {
  const person = await requireSession();
  const [projects, { all }] = await Promise.all([listProjectsOf(db, person), searchParams]);
  const [only] = projects;
  if (projects.length === 1 && only && all === undefined) redirect(`/${only.slug}/traces`);
  return (
    <main className={styles["page"]}>
      <h1>Projects</h1>
      {projects.length === 0 ? <p>{person.isOwner ? NO_PROJECT : NOT_INVITED}</p> : null}
      <ul>
        {projects.map(({ id, slug, name }) => (
          <li key={id}>
            <Link href={`/${slug}/traces`}>
              {name}
              <code>{slug}</code>
            </Link>
          </li>
        ))}
      </ul>
      {person.isOwner ? (
        <>
          <h2>New project</h2>
          <CreateProjectForm />
        </>
      ) : null}
      <h2>{person.name}</h2>
      {person.email === PLACEHOLDER_EMAIL ? (
        <p role="status">
          You have no e-mail and password yet, and need the terminal to sign in again.
        </p>
      ) : null}
      <ul>
        <li>
          <Link href="/account">
            Your account
            <code>{person.email}</code>
          </Link>
        </li>
        {person.isOwner ? (
          <li>
            <Link href="/people">
              People of this server
              <code>owners</code>
            </Link>
          </li>
        ) : null}
      </ul>
    </main>
  );
}

const NO_PROJECT =
  "There is no project yet. A project holds the traces of one product, and its keys.";
const NOT_INVITED =
  "No project is open to you yet. Ask an admin of one to invite the e-mail address you signed in with.";
