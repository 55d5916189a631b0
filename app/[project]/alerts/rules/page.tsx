import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { analyses } from "@/lib/analyses";
import { isAtLeast } from "@/lib/domain/role";
import { listAlertRules } from "@/lib/store/alert-rules";
import { db } from "@/lib/store/db";
import styles from "../alerts.module.css";
import { RuleForm } from "./rule-form";
import { RuleTable } from "./rule-table";

export const metadata: Metadata = { title: "Alert rules" };

export default async function RulesPage({ params }: PageProps<"/[project]/alerts/rules">) {
  const { id, slug, role } = await requireProject((await params).project);
  const rules = await listAlertRules(db, id);
  const mayManage = isAtLeast(role, "admin");
  const named = analyses.map((analysis) => ({ value: analysis.slug, label: analysis.title }));
  return (
    <>
      <AsOf at={new Date().toISOString()} />
      <h2>What is watched</h2>
      <p className={styles["dim"]}>
        Every analysis is watched from the start, for the whole project and its busiest features.
        Thresholds are yours.
      </p>
      {rules.length === 0 ? (
        <p>The rules of the analyses appear at the first look, within a minute.</p>
      ) : (
        <div className={styles["panel"]}>
          <RuleTable slug={slug} rules={rules} mayManage={mayManage} />
        </div>
      )}
      {mayManage ? (
        <>
          <h2>Watch something else</h2>
          <RuleForm slug={slug} analyses={named} />
        </>
      ) : null}
    </>
  );
}
