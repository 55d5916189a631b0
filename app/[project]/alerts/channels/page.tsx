import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { config } from "@/lib/config";
import { listChannels } from "@/lib/store/alert-channels";
import { listDeliveries } from "@/lib/store/alert-deliveries";
import { db } from "@/lib/store/db";
import styles from "../alerts.module.css";
import { ChannelForm } from "./channel-form";
import { ChannelTable } from "./channel-table";
import { DeliveryTable } from "./delivery-table";

export const metadata: Metadata = { title: "Alert channels" };

const DELIVERIES = 100;

export default async function ChannelsPage({ params }: PageProps<"/[project]/alerts/channels">) {
  const { id, slug } = await requireProject((await params).project, "admin");
  const [channels, deliveries] = await Promise.all([
    listChannels(db, id),
    listDeliveries(db, id, DELIVERIES),
  ]);
  const now = new Date().toISOString();
  return (
    <>
      <AsOf at={now} />
      <h2>Who is told</h2>
      {channels.length === 0 ? (
        <p className={styles["dim"]}>Nobody yet: alerts are only shown.</p>
      ) : (
        <div className={styles["panel"]}>
          <ChannelTable slug={slug} channels={channels} />
        </div>
      )}
      <h2>Tell somebody else</h2>
      <ChannelForm slug={slug} hasMail={config.mail !== null} />
      <h2>What was sent</h2>
      {deliveries.length === 0 ? (
        <p className={styles["dim"]}>Nothing yet.</p>
      ) : (
        <div className={styles["panel"]}>
          <DeliveryTable deliveries={deliveries} channels={channels} now={now} />
        </div>
      )}
    </>
  );
}
