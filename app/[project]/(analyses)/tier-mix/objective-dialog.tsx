"use client";

import { Autocomplete, NumberInput, Select, TextInput } from "@mantine/core";
import { FormDialog } from "@/components/form-dialog";
import type { ObjectiveReport } from "@/lib/analyses/tier-mix/report-shape";
import { saveObjectiveAction } from "./actions";
import styles from "./tier-mix.module.css";

type ObjectiveDialogProps = {
  readonly slug: string;
  /** Names to choose from; others may be typed. */
  readonly tiers: readonly string[];
  /** What the page is narrowed to, for a new objective. */
  readonly feature: string | null;
  /** The objective to change; null for a new one. */
  readonly initial: Pick<
    ObjectiveReport,
    "name" | "tier" | "kind" | "target" | "feature" | "periodDays"
  > | null;
};

/** Sets an objective, or changes one. */
export function ObjectiveDialog({ slug, tiers, feature, initial }: ObjectiveDialogProps) {
  const isNew = initial === null;
  return (
    <FormDialog
      label={isNew ? "Add objective" : "Edit"}
      {...(isNew ? {} : { longLabel: `Edit ${initial.name}`, button: { variant: "subtle" } })}
      title={isNew ? "Add an objective" : `Change ${initial.name}`}
      submit={isNew ? "Add" : "Save"}
      action={saveObjectiveAction.bind(null, slug)}
    >
      {(faultOf) => (
        <>
          <TextInput
            name="name"
            label="Name"
            required
            maxLength={200}
            defaultValue={initial?.name ?? ""}
            readOnly={!isNew}
            placeholder="primary-floor"
            error={faultOf("name")}
          />
          <div className={styles["row"]}>
            <Autocomplete
              name="tier"
              label="Tier"
              required
              data={[...tiers]}
              defaultValue={initial?.tier ?? tiers[0] ?? ""}
              error={faultOf("tier")}
            />
            <Select
              name="kind"
              label="Serves"
              data={[
                { value: "floor", label: "at least" },
                { value: "ceiling", label: "at most" },
              ]}
              defaultValue={initial?.kind ?? "floor"}
              allowDeselect={false}
              error={faultOf("kind")}
            />
          </div>
          <div className={styles["row"]}>
            <NumberInput
              name="target"
              label="Of requests, %"
              required
              min={0.0001}
              max={99.9999}
              decimalScale={4}
              hideControls
              defaultValue={initial ? Number((initial.target * 100).toFixed(4)) : 95}
              error={faultOf("target")}
            />
            <Select
              name="periodDays"
              label="Budget over"
              data={[
                { value: "28", label: "28 days" },
                { value: "30", label: "30 days" },
              ]}
              defaultValue={String(initial?.periodDays ?? 30)}
              allowDeselect={false}
              error={faultOf("periodDays")}
            />
          </div>
          <TextInput
            name="feature"
            label="Feature"
            description="Empty: all of the project's requests"
            maxLength={200}
            defaultValue={(isNew ? feature : initial.feature) ?? ""}
            error={faultOf("feature")}
          />
        </>
      )}
    </FormDialog>
  );
}
