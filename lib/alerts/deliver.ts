import { loadOpenChannel } from "@/lib/store/alert-channels";
import { findDelivery, saveAttempt } from "@/lib/store/alert-deliveries";
import type { Database } from "@/lib/store/database";
import { type SendMail, sendMessage } from "./send-message";

/**
 * Tries to deliver one message and notes how that went.
 *
 * @throws Error when it was not taken, so that the queue tries it again, later each time
 */
export async function deliver(
  db: Database,
  deliveryId: number,
  sendMail: SendMail,
  isLast: boolean,
): Promise<void> {
  const delivery = await findDelivery(db, deliveryId);
  // Its project or channel is gone, or a try that seemed to fail had succeeded.
  if (!delivery || delivery.status === "delivered") return;
  const channel = await loadOpenChannel(db, delivery.channelId);
  if (!channel) return;
  try {
    await sendMessage(channel, delivery.payload, delivery.id, sendMail);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    await saveAttempt(db, delivery.id, { error: said.slice(0, 500), isLast, now: new Date() });
    throw error;
  }
  await saveAttempt(db, delivery.id, { error: null, isLast, now: new Date() });
}
