import { RelativeTime } from "@/components/relative-time";
import type { ApiKey } from "@/lib/store/api-keys";
import { RevokeButton } from "./revoke-button";
import { RotateButton } from "./rotate-button";
import styles from "./settings.module.css";

type KeyTableProps = {
  readonly keys: readonly ApiKey[];
  readonly slug: string;
  readonly now: string;
  readonly mayManage: boolean;
};

export function KeyTable({ keys, slug, now, mayManage }: KeyTableProps) {
  if (keys.length === 0) return <p>This project has no key yet.</p>;
  return (
    <table className={styles["table"]}>
      <caption className="tm-visually-hidden">Keys of this project, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Starts with</th>
          <th scope="col">May</th>
          <th scope="col">Created</th>
          <th scope="col">Last used</th>
          <th scope="col">Expires</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} data-revoked={hasEnded(key, now) || undefined}>
            <td className={styles["name"]} title={key.name}>
              {key.name}
            </td>
            <td>
              <code>{key.prefix}…</code>
            </td>
            <td>{key.scopes.join(", ")}</td>
            <td title={`by ${key.createdBy}`}>
              <RelativeTime at={key.createdAt.toISOString()} now={now} />
            </td>
            <td>
              <Moment at={key.lastUsedAt} otherwise="never" now={now} />
            </td>
            <td>
              <Moment at={key.expiresAt} otherwise="never" now={now} />
            </td>
            <td>
              <KeyState apiKey={key} slug={slug} now={now} mayManage={mayManage} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type MomentProps = { readonly at: Date | null; readonly otherwise: string; readonly now: string };

function Moment({ at, otherwise, now }: MomentProps) {
  return at === null ? otherwise : <RelativeTime at={at.toISOString()} now={now} />;
}

type KeyStateProps = Omit<KeyTableProps, "keys"> & { readonly apiKey: ApiKey };

function KeyState({ apiKey, slug, now, mayManage }: KeyStateProps) {
  const { id, name, revokedAt, revokedBy } = apiKey;
  if (revokedAt !== null) {
    return (
      <span title={revokedBy === null ? undefined : `by ${revokedBy}`}>
        revoked <RelativeTime at={revokedAt.toISOString()} now={now} />
      </span>
    );
  }
  const isEnded = hasEnded(apiKey, now);
  if (!mayManage) return isEnded ? "expired" : "works";
  return (
    <span className={styles["buttons"]}>
      {/* It stays when its own doing ends the key: it still has to show the new one. */}
      <RotateButton slug={slug} id={id} name={name} isEnded={isEnded} />
      {isEnded ? "expired" : <RevokeButton slug={slug} id={id} name={name} />}
    </span>
  );
}

const hasEnded = ({ revokedAt, expiresAt }: ApiKey, now: string) =>
  revokedAt !== null || (expiresAt !== null && expiresAt <= new Date(now));
