import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { alertAddress } from "@/lib/domain/alerts/alert-address";
import type { ListedEvent } from "@/lib/store/alerts";
import { nameOf } from "./prepare-alerts";

type EventTableProps = {
  readonly slug: string;
  readonly events: readonly ListedEvent[];
  readonly now: string;
};

const COLUMNS = [
  { id: "at", title: "When" },
  { id: "kind", title: "What" },
  { id: "alert", title: "Alert" },
  { id: "message", title: "Said", isWide: true },
  { id: "told", title: "Told" },
] as const;

const WORDS: Readonly<Record<ListedEvent["kind"], string>> = {
  pending: "pending",
  firing: "fires",
  resolved: "resolved",
  calm: "over before it fired",
  acknowledged: "taken on",
};

export function EventTable({ slug, events, now }: EventTableProps) {
  const rows = events.map((event) => ({
    id: String(event.id),
    cells: {
      at: <RelativeTime at={event.at.toISOString()} now={now} />,
      kind: WORDS[event.kind],
      alert: <Link href={alertAddress({ slug, ...event }, event.at)}>{nameOf(event)}</Link>,
      message: event.by === null ? event.message : `${event.by}: ${event.message}`,
      told: event.silencedBy === null ? "" : `silenced by ${event.silencedBy}`,
    },
  }));
  return <DataTable caption="Changes of alerts, latest first" columns={COLUMNS} rows={rows} />;
}
