import { findKeyHolder, type KeyHolder } from "@/lib/store/api-keys";
import type { Database } from "@/lib/store/database";

// A revoked key must stop working within 5 s on every server, so nothing is remembered for longer.
const REMEMBERED_MS = 4_000;
const MAX_REMEMBERED = 10_000;

type Entry = { readonly holder: Promise<KeyHolder | undefined>; readonly until: number };

const remembered = new WeakMap<Database, Map<string, Entry>>();

/**
 * Whom a key speaks for, looked up at most once every few seconds a key; undefined for a key that
 * is unknown, revoked or expired. Wrong keys are remembered too, so guessing costs us no queries.
 */
export function holderOfKey(db: Database, key: string, now: Date): Promise<KeyHolder | undefined> {
  const entries = remembered.get(db) ?? new Map<string, Entry>();
  remembered.set(db, entries);
  const known = entries.get(key);
  if (known && known.until > now.getTime()) return known.holder;

  if (entries.size >= MAX_REMEMBERED) entries.clear();
  const holder = findKeyHolder(db, key, now);
  entries.set(key, { holder, until: now.getTime() + REMEMBERED_MS });
  // An outage must not be remembered as an answer.
  holder.catch(() => entries.delete(key));
  return holder;
}
