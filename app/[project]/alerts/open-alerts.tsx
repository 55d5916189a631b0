"use client";

import { Button, TextInput } from "@mantine/core";
import Link from "next/link";
import { useState, useTransition } from "react";
import { RelativeTime } from "@/components/relative-time";
import { VerdictMark } from "@/components/verdict-mark";
import type { Alert } from "@/lib/store/alerts";
import { acknowledgeAction } from "./alert-actions";
import styles from "./alerts.module.css";
import { nameOf } from "./prepare-alerts";

type OpenAlert = Pick<
  Alert,
  | "id"
  | "ruleName"
  | "feature"
  | "key"
  | "severity"
  | "state"
  | "message"
  | "acknowledgedBy"
  | "note"
> & { readonly since: string; readonly href: string };

type OpenAlertsProps = {
  readonly slug: string;
  readonly mayAnswer: boolean;
  readonly now: string;
  readonly alerts: readonly OpenAlert[];
};

export function OpenAlerts({ slug, mayAnswer, now, alerts }: OpenAlertsProps) {
  if (alerts.length === 0) return <p className={styles["dim"]}>Nothing fires.</p>;
  return (
    <ul className={styles["cards"]}>
      {alerts.map((alert) => (
        <li
          key={alert.id}
          className={styles["card"]}
          data-severity={alert.severity}
          data-state={alert.state}
        >
          <VerdictMark
            status={alert.state === "pending" ? "unknown" : MARKS[alert.severity]}
            word={alert.state === "pending" ? "pending" : alert.severity}
            isSmall
          />
          <div>
            <p>
              <Link href={alert.href}>{nameOf(alert)}</Link>{" "}
              <span className={styles["dim"]}>
                since <RelativeTime at={alert.since} now={now} />
              </span>
            </p>
            <p>{alert.message}</p>
            {alert.acknowledgedBy === null ? null : (
              <p className={styles["dim"]}>
                Taken on by {alert.acknowledgedBy}: {alert.note}
              </p>
            )}
          </div>
          {mayAnswer && alert.state === "firing" && alert.acknowledgedBy === null ? (
            <Acknowledge slug={slug} alert={alert} />
          ) : (
            <span />
          )}
        </li>
      ))}
    </ul>
  );
}

const MARKS = { page: "broken", ticket: "watch", info: "unknown" } as const;

function Acknowledge({ slug, alert }: { readonly slug: string; readonly alert: OpenAlert }) {
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  return (
    <form
      className={styles["row"]}
      onSubmit={(event) => {
        event.preventDefault();
        startTransition(async () => setFault(await acknowledgeAction(slug, alert.id, note)));
      }}
    >
      <TextInput
        size="xs"
        aria-label={`Note on ${nameOf(alert)}`}
        placeholder="What you do about it"
        required
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default" loading={isPending}>
        Take on
      </Button>
      {fault === null ? null : <p role="alert">{fault}</p>}
    </form>
  );
}
