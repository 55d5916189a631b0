"use server";

import { randomBytes } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { parseHookAddress } from "@/lib/alerts/outgoing";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import {
  type AlertChannel,
  CHANNEL_KINDS,
  deleteChannel,
  findChannel,
  insertChannel,
  setChannelEnabled,
} from "@/lib/store/alert-channels";
import { insertDelivery } from "@/lib/store/alert-deliveries";
import { poolOf } from "@/lib/store/database";
import { db } from "@/lib/store/db";
import { inTransaction } from "@/lib/store/transaction";

/** The secret webhooks are signed with, for the one time that it is shown; or what is wrong. */
export type CreatedChannel = { readonly secret: string | null } | { readonly fault: string } | null;

const draft = z.object({
  name: z.string().trim().min(1, "The channel needs a name").max(100, "The name is too long"),
  kind: z.enum(CHANNEL_KINDS),
  target: z.string().trim().min(1, "Say where to").max(2_000),
  least: z.enum(["page", "ticket", "info"]),
});
const channelId = z.number().int().min(1);

export async function createChannelAction(
  slug: string,
  _previous: CreatedChannel,
  form: FormData,
): Promise<CreatedChannel> {
  const project = await requireProject(slug, "admin");
  const parsed = draft.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? "This does not fit" };
  const fault = targetFault(parsed.data);
  if (fault !== null) return { fault };
  const secret = parsed.data.kind === "webhook" ? randomBytes(24).toString("base64url") : null;
  const id = await insertChannel(db, project.id, { ...parsed.data, secret, isEnabled: true });
  if (id === null) return { fault: "There is a channel of that name" };
  const { name } = parsed.data;
  const after = shown(await findChannel(db, project.id, id));
  await noteDone(actingIn(project), { action: "alert-channel.create", subject: name }, after);
  revalidatePath(`/${slug}/alerts/channels`);
  return { secret };
}

/** Puts a message into the queue as alerts do. */
export async function testChannelAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "admin");
  const channel = await findChannel(db, project.id, channelId.parse(id));
  if (!channel) return;
  const message = {
    project: project.name,
    rule: "Test",
    feature: null,
    status: "test",
    severity: "info",
    at: new Date().toISOString(),
    url: `${config.publicUrl}/${slug}/alerts`,
    alerts: [],
  } as const;
  await inTransaction(poolOf(db), (client) =>
    insertDelivery(client, project.id, channel.id, message),
  );
  await noteDone(actingIn(project), { action: "alert-channel.test", subject: channel.name });
  revalidatePath(`/${slug}/alerts/channels`);
}

export async function setChannelEnabledAction(
  slug: string,
  id: number,
  isEnabled: boolean,
): Promise<void> {
  const project = await requireProject(slug, "admin");
  await changeChannel(slug, project, id, "alert-channel.set", (wanted) =>
    setChannelEnabled(db, project.id, wanted, z.boolean().parse(isEnabled)),
  );
}

export async function deleteChannelAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "admin");
  await changeChannel(slug, project, id, "alert-channel.delete", (wanted) =>
    deleteChannel(db, project.id, wanted),
  );
}

async function changeChannel(
  slug: string,
  project: Awaited<ReturnType<typeof requireProject>>,
  id: number,
  action: string,
  change: (id: number) => Promise<void>,
): Promise<void> {
  const channel = await findChannel(db, project.id, channelId.parse(id));
  if (!channel) return;
  const load = async () => shown(await findChannel(db, project.id, channel.id));
  const noted = { action, subject: channel.name, load };
  await audited(actingIn(project), noted, () => change(channel.id));
  revalidatePath(`/${slug}/alerts/channels`);
}

/** Whoever has the address of a hook can post to it, so the log keeps only where it leads. */
function shown(channel: AlertChannel | undefined) {
  if (!channel || channel.kind === "email") return channel;
  return { ...channel, target: new URL(channel.target).origin };
}

function targetFault({ kind, target }: z.output<typeof draft>): string | null {
  if (kind === "email") {
    if (config.mail === null) return "This server sends no mail: TIDEMARK_SMTP_URL is not set";
    return z.email().safeParse(target).success ? null : "This is not an e-mail address";
  }
  try {
    parseHookAddress(target);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
