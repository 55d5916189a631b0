import { createHmac } from "node:crypto";
import { type AlertMessage, formatMessage, formatSubject } from "@/lib/domain/alerts/alert-message";
import type { OpenChannel } from "@/lib/store/alert-channels";
import { postOutside } from "./outgoing";

/** Sends a mail; null where the server has no SMTP settings. */
export type SendMail =
  | ((mail: {
      readonly to: string;
      readonly subject: string;
      readonly text: string;
    }) => Promise<void>)
  | null;

/**
 * Tells one channel one message.
 *
 * @throws Error saying in words why it was not taken, so that it is tried again
 */
export async function sendMessage(
  channel: OpenChannel,
  message: AlertMessage,
  deliveryId: number,
  sendMail: SendMail,
): Promise<void> {
  switch (channel.kind) {
    case "webhook":
      return sendHook(channel, message, deliveryId);
    case "slack":
      return requireTaken(
        await postOutside(channel.target, JSON.stringify(slackBody(message)), {}),
      );
    case "email": {
      if (sendMail === null) throw new Error("This server has no SMTP settings: TIDEMARK_SMTP_URL");
      const [subject, text] = [formatSubject(message), formatMessage(message)];
      return sendMail({ to: channel.target, subject, text });
    }
  }
}

/**
 * Signed so that the receiver can tell who sent it and when: the HMAC-SHA256 of the time, a dot and
 * the body. The delivery's number is the same at every try, so that one taken twice can be told.
 */
async function sendHook(
  { target, secret }: OpenChannel,
  message: AlertMessage,
  deliveryId: number,
): Promise<void> {
  const body = JSON.stringify({ delivery: deliveryId, ...message });
  const time = Math.floor(Date.now() / 1_000);
  const signature = signHook(secret ?? "", time, body);
  requireTaken(
    await postOutside(target, body, {
      "x-tidemark-delivery": String(deliveryId),
      "x-tidemark-signature": `t=${time},v1=${signature}`,
    }),
  );
}

export function signHook(secret: string, unixSeconds: number, body: string): string {
  return createHmac("sha256", secret).update(`${unixSeconds}.${body}`).digest("hex");
}

function requireTaken({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status >= 200 && status < 300) return;
  throw new Error(`The hook answered ${status}${text === "" ? "" : `: ${text.slice(0, 200)}`}`);
}

/** Slack reads `<`, `>` and `&` as markup, in names of telemetry as well. */
const escapeSlack = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function slackBody(message: AlertMessage) {
  const lines = message.alerts.map(
    ({ status, severity, message: said }) => `• ${status} (${severity}): ${escapeSlack(said)}`,
  );
  const link = `<${message.url}|Open in Tidemark>`;
  return { text: [`*${escapeSlack(formatSubject(message))}*`, ...lines, link].join("\n") };
}
