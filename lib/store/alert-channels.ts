import type { AlertCondition } from "@/lib/domain/alert-condition";
import type { Database } from "./database";

export const CHANNEL_KINDS = ["webhook", "slack", "email"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Where people are told. */
export type AlertChannel = {
  readonly id: number;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Address of a hook, or of people. */
  readonly target: string;
  /** The least grave that is told. */
  readonly least: AlertCondition["severity"];
  readonly isEnabled: boolean;
};

/** What a channel needs to be used, which nobody is shown. */
export type OpenChannel = AlertChannel & { readonly secret: string | null };

const SHOWN = {
  id: true,
  name: true,
  kind: true,
  target: true,
  least: true,
  isEnabled: true,
} as const;

// What stands in the columns was checked when it was saved.
const channelOf = (row: Record<keyof typeof SHOWN, unknown>) => row as AlertChannel;

/** A project's channels, by name. */
export async function listChannels(db: Database, projectId: number): Promise<AlertChannel[]> {
  const where = { projectId };
  const found = await db.alertChannel.findMany({ select: SHOWN, where, orderBy: { name: "asc" } });
  return found.map(channelOf);
}

export async function findChannel(
  db: Database,
  projectId: number,
  id: number,
): Promise<AlertChannel | undefined> {
  const found = await db.alertChannel.findFirst({ select: SHOWN, where: { projectId, id } });
  return found ? channelOf(found) : undefined;
}

export async function loadOpenChannel(db: Database, id: number): Promise<OpenChannel | undefined> {
  const found = await db.alertChannel.findUnique({
    select: { ...SHOWN, secret: true },
    where: { id },
  });
  return found ? { ...channelOf(found), secret: found.secret } : undefined;
}

/** @returns its id; null when another one has the name */
export async function insertChannel(
  db: Database,
  projectId: number,
  channel: Omit<OpenChannel, "id">,
): Promise<number | null> {
  const { name } = channel;
  if (await db.alertChannel.findFirst({ where: { projectId, name } })) return null;
  return (await db.alertChannel.create({ data: { projectId, ...channel } })).id;
}

export async function setChannelEnabled(
  db: Database,
  projectId: number,
  id: number,
  isEnabled: boolean,
): Promise<void> {
  await db.alertChannel.updateMany({ where: { projectId, id }, data: { isEnabled } });
}

export async function deleteChannel(db: Database, projectId: number, id: number): Promise<void> {
  await db.alertChannel.deleteMany({ where: { projectId, id } });
}
