import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { config } from "@/lib/config";
import { type RetentionSetting, retentionDays } from "@/lib/domain/retention";
import { isAtLeast } from "@/lib/domain/role";
import { listApiKeys } from "@/lib/store/api-keys";
import { db } from "@/lib/store/db";
import { loadRetentionSetting } from "@/lib/store/projects";
import { CreateKeyForm } from "./create-key-form";
import { DeleteProject } from "./delete-project";
import { DeleteUser } from "./delete-user";
import { KeyTable } from "./key-table";
import { RetentionForm } from "./retention-form";
import styles from "./settings.module.css";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: PageProps<"/[project]/settings">) {
  const project = await requireProject((await params).project);
  const [keys, retention] = await Promise.all([
    listApiKeys(db, project.id),
    loadRetentionSetting(db, project.id),
  ]);
  const now = new Date().toISOString();
  const mayManage = isAtLeast(project.role, "admin");
  return (
    <>
      <AsOf at={now} />
      <dl className={styles["facts"]}>
        <dt>Project</dt>
        <dd>{project.name}</dd>
        <dt>Address</dt>
        <dd>
          <code>{project.slug}</code>
        </dd>
      </dl>
      <h2>Keys</h2>
      <p>
        Programs use a key to send traces to this project and to read from it. Only its first
        characters are stored in a readable form.
      </p>
      {mayManage ? <CreateKeyForm slug={project.slug} /> : null}
      <KeyTable keys={keys} slug={project.slug} now={now} mayManage={mayManage} />
      <h2>Retention</h2>
      <p>
        Whole days in UTC go at once, by the start of a trace. What the ledger and the analyses have
        counted stays.
      </p>
      {mayManage ? (
        <RetentionForm slug={project.slug} setting={retention} serverDays={config.retentionDays} />
      ) : (
        <p>{retentionWords(retention, config.retentionDays)}</p>
      )}
      {mayManage ? (
        <>
          <h2>Delete a user&apos;s data</h2>
          <p>Every trace in which telemetry names that user, with everything in it.</p>
          <DeleteUser slug={project.slug} />
        </>
      ) : null}
      {project.role === "owner" ? (
        <>
          <h2>Delete the project</h2>
          <p>Deletes the project with everything in it.</p>
          <DeleteProject slug={project.slug} />
        </>
      ) : null}
    </>
  );
}

function retentionWords(setting: RetentionSetting, serverDays: number | null): string {
  const days = retentionDays(setting, serverDays);
  return days === null ? "Traces are kept for ever." : `Traces are kept for ${days} days.`;
}
