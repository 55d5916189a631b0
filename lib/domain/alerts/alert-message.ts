import type { AlertCondition } from "../alert-condition";

/** One alert of a message. */
export type ToldAlert = {
  readonly id: number;
  readonly status: "firing" | "resolved";
  readonly code: string;
  readonly key: string;
  readonly severity: AlertCondition["severity"];
  readonly message: string;
  readonly value: number | null;
  /** ISO 8601. */
  readonly since: string;
};

/** What a channel is told: all that changed at one evaluation of one rule for one feature. */
export type AlertMessage = {
  readonly project: string;
  readonly rule: string;
  readonly feature: string | null;
  /** `firing` when any of its alerts does. */
  readonly status: "firing" | "resolved" | "test";
  readonly severity: AlertCondition["severity"];
  /** ISO 8601. */
  readonly at: string;
  /** Where a browser sees it, in its window. */
  readonly url: string;
  /** Gravest first. */
  readonly alerts: readonly ToldAlert[];
};

const GRAVITY = ["page", "ticket", "info"] as const;

/** Whether a channel that wants at least `least` is to be told of `severity`. */
export function isGraveEnough(
  severity: AlertCondition["severity"],
  least: AlertCondition["severity"],
): boolean {
  return GRAVITY.indexOf(severity) <= GRAVITY.indexOf(least);
}

/** Joins what changed at once into the message that tells it. */
export function buildAlertMessage(
  about: Pick<AlertMessage, "project" | "rule" | "feature" | "at" | "url">,
  changed: readonly ToldAlert[],
): AlertMessage {
  const alerts = [...changed].sort(
    (a, b) =>
      Number(b.status === "firing") - Number(a.status === "firing") ||
      GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
      (a.key < b.key ? -1 : 1),
  );
  const isFiring = alerts.some(({ status }) => status === "firing");
  const gravest = GRAVITY.find((each) => alerts.some(({ severity }) => severity === each));
  return {
    ...about,
    status: isFiring ? "firing" : "resolved",
    severity: gravest ?? "info",
    alerts,
  };
}

/** One line that says it all: the subject of a mail, the first line of a chat. */
export function formatSubject({ project, rule, feature, status, alerts }: AlertMessage): string {
  if (status === "test") return `Tidemark: a test from ${project}`;
  const where = feature === null ? rule : `${rule}, ${feature}`;
  const more = alerts.length > 1 ? ` and ${alerts.length - 1} more` : "";
  const [first] = alerts;
  const said = first ? `${first.message}${more}` : "";
  return oneLine(`${status === "firing" ? "Firing" : "Resolved"}: ${project}: ${where}: ${said}`);
}

/** All of it as plain text. */
export function formatMessage(message: AlertMessage): string {
  const lines = message.alerts.map(
    ({ status, severity, message: said }) => `${status} (${severity}): ${said}`,
  );
  return [formatSubject(message), "", ...lines, "", message.url].join("\n");
}

/** What telemetry names may hold line ends, which would end a mail's header. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 300);
