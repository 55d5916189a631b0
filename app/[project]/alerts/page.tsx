import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { VerdictPanel } from "@/components/verdict";
import { alertAddress } from "@/lib/domain/alerts/alert-address";
import { isAtLeast } from "@/lib/domain/role";
import { findEvaluation } from "@/lib/store/alert-evaluations";
import { listAlertRules } from "@/lib/store/alert-rules";
import { listOpenSilences } from "@/lib/store/alert-silences";
import { listAlertEvents, listAlerts } from "@/lib/store/alerts";
import { db } from "@/lib/store/db";
import { AlertTimeline } from "./alert-timeline";
import styles from "./alerts.module.css";
import { EventTable } from "./event-table";
import { OpenAlerts } from "./open-alerts";
import { prepareLanes, prepareVerdict } from "./prepare-alerts";
import { Silences } from "./silences";

export const metadata: Metadata = { title: "Alerts" };

const DAYS = 14;
const DAY_MS = 86_400_000;
const EVENTS = 1_000;
const SHOWN_EVENTS = 100;

export default async function AlertsPage({ params }: PageProps<"/[project]/alerts">) {
  const { id, slug, role } = await requireProject((await params).project);
  const now = new Date();
  const window = { from: new Date(now.getTime() - DAYS * DAY_MS), to: now };
  const [alerts, events, silences, rules, evaluation] = await Promise.all([
    listAlerts(db, id, { all: false }),
    listAlertEvents(db, id, window.from, EVENTS),
    listOpenSilences(db, id, now),
    listAlertRules(db, id),
    findEvaluation(db, id),
  ]);
  const faults = Object.entries(evaluation?.faults ?? {});
  const verdict = prepareVerdict(alerts, evaluation?.evaluatedAt ?? null, now);
  const mayAnswer = isAtLeast(role, "member");
  return (
    <>
      <AsOf at={now.toISOString()} />
      <VerdictPanel {...verdict} />
      {faults.map(([rule, fault]) => (
        <p key={rule} role="alert">
          The rule “{rule}” could not be looked at: {fault}
        </p>
      ))}
      <h2>When something fired, the last {DAYS} days</h2>
      <AlertTimeline lanes={prepareLanes(events, alerts, window)} window={window} />
      <h2>Open now</h2>
      <OpenAlerts
        slug={slug}
        mayAnswer={mayAnswer}
        now={now.toISOString()}
        alerts={alerts.map((alert) => ({
          ...alert,
          since: alert.since.toISOString(),
          href: alertAddress({ slug, ...alert }, now),
        }))}
      />
      <h2>Silences</h2>
      <Silences
        slug={slug}
        mayAnswer={mayAnswer}
        now={now.toISOString()}
        rules={rules.map(({ id: ruleId, name }) => ({ id: ruleId, name }))}
        silences={silences.map((silence) => ({
          ...silence,
          startsAt: silence.startsAt.toISOString(),
          endsAt: silence.endsAt.toISOString(),
        }))}
      />
      <h2>What happened</h2>
      {events.length === 0 ? (
        <p className={styles["dim"]}>Nothing in these days.</p>
      ) : (
        <div className={styles["panel"]}>
          <EventTable slug={slug} events={events.slice(0, SHOWN_EVENTS)} now={now.toISOString()} />
        </div>
      )}
    </>
  );
}
