"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { AuditFilter } from "@/lib/store/audit";
import styles from "../settings.module.css";

type AuditFilterFormProps = {
  readonly filter: AuditFilter;
  readonly facets: { readonly actions: readonly string[]; readonly actors: readonly string[] };
};

export function AuditFilterForm({ filter, facets }: AuditFilterFormProps) {
  return (
    <form method="get" className={styles["row"]}>
      <NativeSelect
        name="action"
        label="What"
        data={[{ value: "", label: "anything" }, ...facets.actions]}
        defaultValue={filter.action ?? ""}
      />
      <NativeSelect
        name="actor"
        label="By"
        data={[{ value: "", label: "anybody" }, ...facets.actors]}
        defaultValue={filter.actor ?? ""}
      />
      <TextInput name="q" label="Which" defaultValue={filter.text ?? ""} maxLength={200} />
      <Button type="submit" variant="default">
        Show
      </Button>
    </form>
  );
}
