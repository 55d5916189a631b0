"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { openRow } from "@/components/open-row";
import { RelativeTime } from "@/components/relative-time";
import type { SessionView } from "./prepare-sessions";
import styles from "./sessions.module.css";

type SessionTableProps = { readonly rows: readonly SessionView[]; readonly now: string };

export function SessionTable({ rows, now }: SessionTableProps) {
  const router = useRouter();
  const onRowClick = (event: MouseEvent<HTMLElement>) => openRow(event, router.push);
  return (
    <table className={styles["table"]}>
      <caption className="tm-visually-hidden">Sessions, latest activity first</caption>
      <thead>
        <tr>
          <th scope="col">Last activity</th>
          <th scope="col">Opening input</th>
          <th scope="col">Session</th>
          <th scope="col" data-numeric>
            Traces
          </th>
          <th scope="col" data-numeric>
            Errors
          </th>
          <th scope="col" data-numeric>
            Tokens
          </th>
          <th scope="col" data-numeric>
            Cost
          </th>
          <th scope="col">Users</th>
          <th scope="col">Features</th>
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: each row has a link, which keys reach. */}
      <tbody onClick={onRowClick} onAuxClick={onRowClick}>
        {rows.map((row) => (
          <tr key={row.sessionId}>
            <td className={styles["dim"]}>
              <RelativeTime at={row.lastAt} now={now} />
            </td>
            <td className={styles["input"]}>
              <Link
                href={row.href}
                data-open
                prefetch={false}
                title={row.firstInput ?? row.sessionId}
              >
                {row.firstInput ?? "(no input recorded)"}
              </Link>
            </td>
            <td className={styles["id"]} title={row.sessionId}>
              {row.sessionId}
            </td>
            <td data-numeric>{row.traces}</td>
            <td data-numeric className={row.hasErrors ? styles["broken"] : styles["dim"]}>
              {row.errors}
            </td>
            <td data-numeric>{row.tokens}</td>
            <td data-numeric>{row.cost}</td>
            <td title={row.users}>{row.users}</td>
            <td title={row.features}>{row.features}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
