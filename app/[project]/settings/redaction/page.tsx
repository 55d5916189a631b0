import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { db } from "@/lib/store/db";
import { loadRedaction, loadRedactionCounts } from "@/lib/store/redaction";
import { RedactionCounts } from "../../redaction-counts";
import styles from "../settings.module.css";
import { RedactionForm } from "./redaction-form";

export const metadata: Metadata = { title: "Redaction" };

const MONTH_MS = 30 * 86_400_000;

export default async function RedactionPage({
  params,
}: PageProps<"/[project]/settings/redaction">) {
  const { id, slug } = await requireProject((await params).project, "admin");
  const now = new Date();
  const window = { from: new Date(now.getTime() - MONTH_MS), to: now };
  const [setting, counts] = await Promise.all([
    loadRedaction(db, id),
    loadRedactionCounts(db, id, window),
  ]);
  return (
    <>
      <AsOf at={now.toISOString()} />
      <h2>What is taken out of traces before they are stored</h2>
      <p>
        A secret is replaced by the name of its rule and a fingerprint that only this server can
        compute: the same secret always leaves the same mark. A change is in force within five
        seconds, for what arrives from then on.
      </p>
      <RedactionForm slug={slug} setting={setting} />
      <h2>Taken out in the last 30 days</h2>
      <div className={styles["counts"]}>
        <RedactionCounts counts={counts} />
      </div>
    </>
  );
}
