import { headers } from "next/headers";
import Link from "next/link";
import { CopyButton } from "@/components/copy-button";
import { Notice } from "@/components/notice";
import { changedSearch } from "../../traces/list-address";
import styles from "./branch-coverage.module.css";

type NothingDecidedProps = { readonly slug: string; readonly search: string };

/** Why there is nothing to show, and the command that gives it its first branch. */
export async function NothingDecided({ slug, search }: NothingDecidedProps) {
  const asked = await headers();
  const scheme = asked.get("x-forwarded-proto") ?? "http";
  const host = asked.get("x-forwarded-host") ?? asked.get("host") ?? "127.0.0.1:3000";
  const code = snippet(`${scheme}://${host}`);
  return (
    <Notice level={2} title="There are no branches to show yet" isWide>
      <p>
        No production trace of this part of the traffic decided anything in this time range, and no
        branch is registered.{" "}
        <Link href={changedSearch(search, { range: "1y", from: null, to: null })}>
          Look at the last year
        </Link>
        , or <Link href={`/${slug}/traces`}>see which traces there are</Link>.
      </p>
      <p>
        Branches are read from model and tool calls without further ado. To see a prompt's own ifs,
        post its text; whatever it proposes is confirmed here:
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

const snippet = (origin: string) => `curl -X PUT ${origin}/api/v1/prompts/support/versions/v1 \\
  -H "Authorization: Bearer tm_YOUR_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{ "text": "If the user asks about billing, hand off.\\nIf you cannot verify who they are, refuse." }'`;
