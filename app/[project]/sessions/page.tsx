import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { Notice } from "@/components/notice";
import { db } from "@/lib/store/db";
import { findSessionCursor, loadSessionPage } from "@/lib/store/session-list";
import { searchOf } from "../traces/list-address";
import { Pager } from "../traces/pager";
import { prepareSessions } from "./prepare-sessions";
import { SessionSearch } from "./session-search";
import { SessionTable } from "./session-table";
import styles from "./sessions.module.css";

export const metadata: Metadata = { title: "Sessions" };

const PAGE_ROWS = 100;

export default async function SessionsPage({
  params,
  searchParams,
}: PageProps<"/[project]/sessions">) {
  const project = await requireProject((await params).project);
  const search = searchOf(await searchParams);
  const asked = new URLSearchParams(search);
  const q = (asked.get("q") ?? "").slice(0, 500);
  // A cursor cut off in a link shows the first page rather than nothing.
  const cursor = findSessionCursor(asked.get("cursor") ?? "") ? asked.get("cursor") : null;
  const page = await loadSessionPage(db, project.id, { search: q, cursor, limit: PAGE_ROWS });
  const now = new Date().toISOString();
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <div className={styles["bar"]}>
        <h1>Sessions</h1>
        <SessionSearch q={q} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key. */}
      <section className={styles["list"]} aria-label="List of sessions" tabIndex={0}>
        {page.rows.length === 0 ? (
          <NoSessions q={q} />
        ) : (
          <SessionTable rows={prepareSessions(page.rows, project.slug)} now={now} />
        )}
      </section>
      <Pager page={page} search={search} />
    </div>
  );
}

function NoSessions({ q }: { readonly q: string }) {
  if (q !== "") {
    return (
      <Notice level={2} title="No session matches">
        <p>
          Searched in session ids, users and the first line of each turn's input. Words inside a
          conversation are found in the list of traces.
        </p>
      </Notice>
    );
  }
  return (
    <Notice level={2} title="No trace names a session yet">
      <p>
        Traces that share a session id are listed here as one conversation. Put the id on a trace's
        root span as the attribute <code>gen_ai.conversation.id</code> or <code>session.id</code>.
      </p>
    </Notice>
  );
}
