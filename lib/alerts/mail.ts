import { createTransport } from "nodemailer";
import type { SendMail } from "./send-message";

export type MailSettings = {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly smtpUrl: string;
  readonly from: string;
};

const TIMEOUT_MS = 10_000;

/** What sends mails through one SMTP server; null without settings. */
export function createMailer(settings: MailSettings | null): SendMail {
  if (settings === null) return null;
  const transport = createTransport(
    { url: settings.smtpUrl, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS },
    { from: settings.from },
  );
  return async ({ to, subject, text }) => {
    await transport.sendMail({
      to,
      subject,
      text,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
}
