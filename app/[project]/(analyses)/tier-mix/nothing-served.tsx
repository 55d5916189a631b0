import { headers } from "next/headers";
import Link from "next/link";
import { CopyButton } from "@/components/copy-button";
import { Notice } from "@/components/notice";
import { changedSearch } from "../../traces/list-address";
import styles from "./tier-mix.module.css";

type NothingServedProps = { readonly slug: string; readonly search: string };

/** Why there is no mix to show, and the command that gives it its first request. */
export async function NothingServed({ slug, search }: NothingServedProps) {
  const asked = await headers();
  const scheme = asked.get("x-forwarded-proto") ?? "http";
  const host = asked.get("x-forwarded-host") ?? asked.get("host") ?? "127.0.0.1:3000";
  const code = snippet(`${scheme}://${host}`);
  return (
    <Notice level={2} title="There is no mix to show yet" isWide>
      <p>
        No production trace of this part of the traffic started in this time range.{" "}
        <Link href={changedSearch(search, { range: "1y", from: null, to: null })}>
          Look at the last year
        </Link>
        , or <Link href={`/${slug}/traces`}>see which traces there are</Link>.
      </p>
      <p>
        A trace says which tier served it by itself, as below, or the{" "}
        <Link href={`/${slug}/tier-mix/catalog`}>tier catalog</Link> tells it from its models:
      </p>
      <div className={styles["snippet"]}>
        <pre>
          <code>{code}</code>
        </pre>
        <CopyButton text={code} label="Copy the command" />
      </div>
    </Notice>
  );
}

const snippet = (origin: string) => `now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
curl ${origin}/api/v1/traces \\
  -H "Authorization: Bearer tm_YOUR_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{ "spans": [{
    "traceId": "'$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')'",
    "spanId": "'$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')'",
    "name": "answer", "startedAt": "'$now'", "endedAt": "'$now'",
    "tier": { "served": "secondary", "intended": "primary", "reason": "timeout" } }] }'`;
