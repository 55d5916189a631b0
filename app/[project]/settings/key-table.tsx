import { RelativeTime } from "@/components/relative-time";
import type { ApiKey } from "@/lib/store/api-keys";
import { RevokeButton } from "./revoke-button";
import styles from "./settings.module.css";

type KeyTableProps = {
  readonly keys: readonly ApiKey[];
  readonly slug: string;
  readonly now: string;
};

export function KeyTable({ keys, slug, now }: KeyTableProps) {
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
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} data-revoked={key.revokedAt !== null || undefined}>
            <td className={styles["name"]} title={key.name}>
              {key.name}
            </td>
            <td>
              <code>{key.prefix}…</code>
            </td>
            <td>{key.scopes.join(", ")}</td>
            <td>
              <RelativeTime at={key.createdAt.toISOString()} now={now} />
            </td>
            <td>
              {key.lastUsedAt === null ? (
                "never"
              ) : (
                <RelativeTime at={key.lastUsedAt.toISOString()} now={now} />
              )}
            </td>
            <td>
              {key.revokedAt === null ? (
                <RevokeButton slug={slug} id={key.id} name={key.name} />
              ) : (
                <>
                  revoked <RelativeTime at={key.revokedAt.toISOString()} now={now} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
