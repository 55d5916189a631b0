import type { KeyScope } from "@/lib/domain/key-scope";
import { AppError } from "@/lib/errors";
import type { KeyHolder } from "@/lib/store/api-keys";
import type { Database } from "@/lib/store/database";
import { holderOfKey } from "./key-cache";
import { keyOfRequest } from "./key-of-request";

/**
 * The project and rights of the key a request carries.
 *
 * @throws AppError `unauthorized` without a valid key, `forbidden` when the key lacks the scope
 */
export async function requireKey(
  db: Database,
  headers: Pick<Headers, "get">,
  scope: KeyScope,
  now: Date,
): Promise<KeyHolder> {
  const key = keyOfRequest(headers);
  if (key === undefined) {
    throw new AppError("unauthorized", "No key. Send it as `Authorization: Bearer tm_…`.");
  }
  const holder = await holderOfKey(db, key, now);
  if (!holder) {
    throw new AppError("unauthorized", "This key is not known here, has expired or was revoked.");
  }
  if (!holder.scopes.includes(scope)) {
    throw new AppError("forbidden", `This key lacks the scope "${scope}".`, { scope });
  }
  return holder;
}
