import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { formatSubject } from "@/lib/domain/alerts/alert-message";
import type { AlertChannel } from "@/lib/store/alert-channels";
import type { AlertDelivery } from "@/lib/store/alert-deliveries";

type DeliveryTableProps = {
  readonly deliveries: readonly AlertDelivery[];
  readonly channels: readonly AlertChannel[];
  readonly now: string;
};

const COLUMNS = [
  { id: "at", title: "When" },
  { id: "channel", title: "Channel" },
  { id: "what", title: "What", isWide: true },
  { id: "status", title: "State" },
  { id: "attempts", title: "Tries", isNumeric: true },
  { id: "error", title: "Last fault" },
] as const;

export function DeliveryTable({ deliveries, channels, now }: DeliveryTableProps) {
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  const rows = deliveries.map((delivery) => ({
    id: String(delivery.id),
    cells: {
      at: <RelativeTime at={delivery.createdAt.toISOString()} now={now} />,
      channel: names.get(delivery.channelId) ?? "",
      what: formatSubject(delivery.payload),
      status:
        delivery.status === "waiting" && delivery.attempts > 0 ? "tried again" : delivery.status,
      attempts: delivery.attempts,
      error: delivery.lastError ?? "",
    },
  }));
  return <DataTable caption="Messages, latest first" columns={COLUMNS} rows={rows} />;
}
