import type { RedactionSetting } from "@/lib/domain/redaction";
import type { Database } from "@/lib/store/database";
import { loadRedaction } from "@/lib/store/redaction";
import { findOrCreateServerSecret } from "@/lib/store/server-secret";
import { type Redactor, redactorOf } from "./redactor";

/** A change of the setting is in force on every server within this time. */
const REMEMBERED_MS = 4_000;

type Known = { readonly setting: Promise<RedactionSetting>; readonly until: number };
type KnownOfDatabase = {
  readonly projects: Map<number, Known>;
  secret: Promise<string> | undefined;
};

const known = new WeakMap<Database, KnownOfDatabase>();

/** What takes the secrets out of one request's spans, as its project wants it. */
export async function redactorFor(
  db: Database,
  { projectId, receivedAt }: { readonly projectId: number; readonly receivedAt: Date },
  body: Buffer,
): Promise<Redactor> {
  const ofDatabase = known.get(db) ?? { projects: new Map(), secret: undefined };
  known.set(db, ofDatabase);
  const [setting, secret] = await Promise.all([
    settingOf(db, ofDatabase, projectId, receivedAt.getTime()),
    secretOf(db, ofDatabase),
  ]);
  return redactorOf(setting, `${secret} ${projectId}`, body);
}

/** The key of the marks that redacted secrets of a project leave. */
export async function redactionSecret(db: Database, projectId: number): Promise<string> {
  return `${await findOrCreateServerSecret(db, "redaction")} ${projectId}`;
}

function settingOf(
  db: Database,
  { projects }: KnownOfDatabase,
  projectId: number,
  nowMs: number,
): Promise<RedactionSetting> {
  const found = projects.get(projectId);
  if (found && found.until > nowMs) return found.setting;
  const setting = loadRedaction(db, projectId);
  projects.set(projectId, { setting, until: nowMs + REMEMBERED_MS });
  // An outage must not be remembered as an answer.
  setting.catch(() => projects.delete(projectId));
  return setting;
}

function secretOf(db: Database, ofDatabase: KnownOfDatabase): Promise<string> {
  ofDatabase.secret ??= findOrCreateServerSecret(db, "redaction").catch((error: unknown) => {
    ofDatabase.secret = undefined;
    throw error;
  });
  return ofDatabase.secret;
}
