import type { Metadata } from "next";
import Link from "next/link";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { listAuditEntries, listAuditFacets } from "@/lib/store/audit";
import { db } from "@/lib/store/db";
import { changedSearch, searchOf } from "../../traces/list-address";
import styles from "../settings.module.css";
import { AuditFilterForm } from "./audit-filter-form";
import { readAuditRequest } from "./audit-request";
import { AuditTable } from "./audit-table";

export const metadata: Metadata = { title: "Audit log" };

const PAGE_ROWS = 50;

export default async function AuditPage(props: PageProps<"/[project]/settings/audit">) {
  const { id, slug } = await requireProject((await props.params).project, "admin");
  const given = await props.searchParams;
  const { filter, cursor } = readAuditRequest(given);
  const [page, facets] = await Promise.all([
    listAuditEntries(db, id, filter, { cursor, limit: PAGE_ROWS }),
    listAuditFacets(db, id),
  ]);
  const search = searchOf(given);
  const now = new Date().toISOString();
  return (
    <>
      <AsOf at={now} />
      <h2>What people and keys changed</h2>
      <p>Latest first, each with how it stood before and after. Entries cannot be edited.</p>
      <AuditFilterForm filter={filter} facets={facets} />
      <AuditTable
        now={now}
        entries={page.rows.map((entry) => ({ ...entry, at: entry.at.toISOString() }))}
      />
      <nav aria-label="Pages" className={styles["row"]}>
        {cursor === null ? null : <Link href={changedSearch(search, { cursor: null })}>First</Link>}
        {page.nextCursor === null ? null : (
          <Link href={changedSearch(search, { cursor: String(page.nextCursor) })}>Next</Link>
        )}
        <a href={`/${slug}/settings/audit/export${search === "" ? "" : `?${search}`}`} download>
          Download as JSON lines
        </a>
      </nav>
    </>
  );
}
