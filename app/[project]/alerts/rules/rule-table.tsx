"use client";

import { Button, Switch } from "@mantine/core";
import { useTransition } from "react";
import { DataTable } from "@/components/data-table";
import { METRICS } from "@/lib/domain/alerts/threshold";
import type { AlertRule } from "@/lib/store/alert-rules";
import { deleteRuleAction, setRuleEnabledAction } from "./rule-actions";

type RuleTableProps = {
  readonly slug: string;
  readonly rules: readonly AlertRule[];
  readonly mayManage: boolean;
};

const COLUMNS = [
  { id: "name", title: "Rule" },
  { id: "watches", title: "Watches", isWide: true },
  { id: "severity", title: "Severity" },
  { id: "looks", title: "Fires / is over after looks" },
  { id: "on", title: "On" },
  { id: "delete", title: "" },
] as const;

export function RuleTable({ slug, rules, mayManage }: RuleTableProps) {
  const rows = rules.map((rule) => ({
    id: String(rule.id),
    cells: {
      name: rule.name,
      watches: watchesOf(rule),
      severity: rule.analysis === null ? rule.severity : "as it finds",
      looks: `${rule.pendingFor} / ${rule.resolveAfter}`,
      on: <Enabled slug={slug} rule={rule} mayManage={mayManage} />,
      delete:
        mayManage && (rule.analysis === null || rule.scope !== "") ? (
          <DeleteRule slug={slug} rule={rule} />
        ) : null,
    },
  }));
  return <DataTable caption="Rules, by name" columns={COLUMNS} rows={rows} />;
}

function watchesOf({ analysis, threshold, scope }: AlertRule): string {
  const of = scope === "" ? "" : `, ${decodeURIComponent(scope)}`;
  if (threshold === null) return `the conditions of ${analysis}${of}`;
  const { metric, comparison, value, windowMinutes } = threshold;
  const { title, unit } = METRICS[metric];
  return `${title} ${comparison} ${value} ${unit} over ${windowMinutes} min${of}`;
}

type RuleProps = { readonly slug: string; readonly rule: AlertRule };

function Enabled({ slug, rule, mayManage }: RuleProps & { readonly mayManage: boolean }) {
  const [isPending, startTransition] = useTransition();
  return (
    <Switch
      size="xs"
      aria-label={`${rule.name} is watched`}
      checked={rule.isEnabled}
      disabled={!mayManage || isPending}
      onChange={({ currentTarget }) =>
        startTransition(() => setRuleEnabledAction(slug, rule.id, currentTarget.checked))
      }
    />
  );
}

function DeleteRule({ slug, rule }: RuleProps) {
  const [isPending, startTransition] = useTransition();
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`Delete ${rule.name}`}
      loading={isPending}
      onClick={() => startTransition(() => deleteRuleAction(slug, rule.id))}
    >
      Delete
    </Button>
  );
}
