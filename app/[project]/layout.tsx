import type { Metadata } from "next";
import { OwnRoleProvider } from "@/components/own-role";
import { analyses } from "@/lib/analyses";
import { db } from "@/lib/store/db";
import { listProjectsOf } from "@/lib/store/memberships";
import { requireProject } from "../require-project";
import styles from "./layout.module.css";
import { NavLinks } from "./nav-links";
import { TopBar } from "./top-bar";

export async function generateMetadata({ params }: LayoutProps<"/[project]">): Promise<Metadata> {
  const { project: slug } = await params;
  const { name } = await requireProject(slug);
  return { title: { default: name, template: `%s · ${name} · Tidemark` } };
}

export default async function ProjectLayout({ children, params }: LayoutProps<"/[project]">) {
  const { project: slug } = await params;
  const project = await requireProject(slug);
  const projects = await listProjectsOf(db, project.person);
  const named = analyses.map(({ slug, title }) => ({ slug, title }));
  return (
    <div className={styles["shell"]}>
      <a href="#content" className={styles["skip"]}>
        Skip to the content
      </a>
      <aside className={styles["nav"]}>
        <div className={styles["brand"]}>Tidemark</div>
        <NavLinks slug={project.slug} analyses={named} />
      </aside>
      <TopBar
        project={{ id: project.id, slug: project.slug, name: project.name }}
        projects={projects}
        analyses={named}
      />
      <main id="content" className={styles["main"]}>
        <OwnRoleProvider role={project.role}>{children}</OwnRoleProvider>
      </main>
    </div>
  );
}
