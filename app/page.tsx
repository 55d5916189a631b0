import Link from "next/link";
import { redirect } from "next/navigation";
import { db } from "@/lib/store/db";
import { listProjects } from "@/lib/store/projects";
import { CreateProjectForm } from "./create-project-form";
import styles from "./home.module.css";
import { requireSession } from "./require-session";

export default async function HomePage({ searchParams }: PageProps<"/">) {
  await requireSession();
  const [projects, { all }] = await Promise.all([listProjects(db), searchParams]);
  const [only] = projects;
  if (projects.length === 1 && only && all === undefined) redirect(`/${only.slug}/traces`);
  return (
    <main className={styles["page"]}>
      <h1>Projects</h1>
      {projects.length === 0 ? (
        <p>There is no project yet. A project holds the traces of one product, and its keys.</p>
      ) : null}
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
      <h2>New project</h2>
      <CreateProjectForm />
    </main>
  );
}
