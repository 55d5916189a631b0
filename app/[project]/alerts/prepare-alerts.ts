import { formatAgo, formatDay } from "@/components/format";
import type { Verdict } from "@/components/verdict-mark";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { Alert, ListedEvent } from "@/lib/store/alerts";

/** A time in which an alert fired, as parts of the window: 0 is its start, 1 its end. */
export type FiringBar = {
  readonly from: number;
  readonly to: number;
  readonly isSilenced: boolean;
  /** In words, for its tooltip. */
  readonly said: string;
};

/** One alert's line in the picture. */
export type Lane = {
  readonly id: number;
  readonly name: string;
  readonly severity: Alert["severity"];
  readonly bars: readonly FiringBar[];
};

export function prepareVerdict(
  alerts: readonly Alert[],
  evaluatedAt: Date | null,
  now: Date,
): { readonly status: Verdict; readonly sentence: string; readonly notes: readonly string[] } {
  if (evaluatedAt === null) {
    const sentence = "Cannot tell: nothing has been looked at yet.";
    return { status: "unknown", sentence, notes: ["The first look comes within a minute."] };
  }
  const looked = `Looked at ${formatAgo(evaluatedAt, now)}.`;
  const firing = alerts.filter(({ state }) => state === "firing");
  const pending = alerts.filter(({ state }) => state === "pending").length;
  const notes = [
    ...(pending > 0 ? [`${pending} more would fire if it still held at the next look.`] : []),
    looked,
  ];
  const [gravest] = firing;
  if (!gravest) return { status: "ok", sentence: "Nothing fires.", notes };
  const isPage = firing.some(({ severity }) => severity === "page");
  const open = firing.filter(({ acknowledgedBy }) => acknowledgedBy === null).length;
  const counted = `${firing.length} ${firing.length === 1 ? "alert fires" : "alerts fire"}`;
  const taken = open === 0 ? "all are taken on" : `${open} not taken on yet`;
  const sentence = `${counted}, ${taken}. ${nameOf(gravest)}: ${gravest.message}`;
  return { status: isPage ? "broken" : "watch", sentence, notes };
}

/** What an alert is called: its rule, the feature, and which condition. */
export function nameOf({
  ruleName,
  feature,
  key,
}: Pick<Alert, "ruleName" | "feature" | "key">): string {
  return [ruleName, ...(feature === null ? [] : [feature]), key].join(" · ");
}

/**
 * When each alert fired within a window, those that fired last first.
 *
 * @param events latest first, back to before the window
 */
export function prepareLanes(
  events: readonly ListedEvent[],
  alerts: readonly Alert[],
  window: TimeWindow,
): Lane[] {
  const byAlert = new Map<number, ListedEvent[]>();
  for (const event of events) {
    if (event.kind !== "firing" && event.kind !== "resolved") continue;
    const ofAlert = byAlert.get(event.alertId) ?? [];
    ofAlert.push(event);
    byAlert.set(event.alertId, ofAlert);
  }
  for (const alert of alerts) if (!byAlert.has(alert.id)) byAlert.set(alert.id, []);
  return [...byAlert]
    .map(([id, ofAlert]) =>
      laneOf(
        id,
        ofAlert,
        alerts.find((alert) => alert.id === id),
        window,
      ),
    )
    .filter((lane): lane is Lane => lane !== null && lane.bars.length > 0);
}

function laneOf(
  id: number,
  latestFirst: readonly ListedEvent[],
  alert: Alert | undefined,
  window: TimeWindow,
): Lane | null {
  const about = latestFirst[0] ?? alert;
  if (!about) return null;
  const bars: FiringBar[] = [];
  let end: Date | null = null;
  for (const event of latestFirst) {
    if (event.kind === "resolved") end = event.at;
    else {
      bars.push(barOf(event.at, end, event.silencedBy !== null, event.message, window));
      end = null;
    }
  }
  // It began before the events that were read.
  if (end !== null) bars.push(barOf(window.from, end, false, about.message, window));
  if (latestFirst.length === 0 && alert?.state === "firing") {
    bars.push(barOf(alert.since, null, false, alert.message, window));
  }
  return { id, name: nameOf(about), severity: about.severity, bars };
}

function barOf(
  from: Date,
  to: Date | null,
  isSilenced: boolean,
  message: string,
  window: TimeWindow,
): FiringBar {
  const end = to ?? window.to;
  const until = to === null ? "fires still" : `until ${formatDay(to)} ${timeOf(to)}`;
  return {
    from: partOf(from, window),
    to: partOf(end, window),
    isSilenced,
    said: `${formatDay(from)} ${timeOf(from)} UTC ${until}: ${message}`,
  };
}

const timeOf = (at: Date) => at.toISOString().slice(11, 16);

function partOf(at: Date, { from, to }: TimeWindow): number {
  const part = (at.getTime() - from.getTime()) / (to.getTime() - from.getTime());
  return Math.min(1, Math.max(0, part));
}

/** Midnights, UTC, within a window, with where they lie in it. */
export function dayTicks(window: TimeWindow): { readonly day: string; readonly at: number }[] {
  const ticks: { day: string; at: number }[] = [];
  const day = new Date(window.from);
  day.setUTCHours(24, 0, 0, 0);
  for (; day < window.to; day.setUTCDate(day.getUTCDate() + 1)) {
    ticks.push({ day: formatDay(day), at: partOf(day, window) });
  }
  return ticks;
}
