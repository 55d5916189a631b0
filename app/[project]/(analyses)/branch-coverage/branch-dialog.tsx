"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "@/components/form-dialog";
import { saveBranchAction } from "./actions";
import styles from "./branch-coverage.module.css";

/** What the dialog starts from. */
export type EditedBranch = {
  readonly id: string;
  readonly point: string;
  readonly branch: string;
  readonly label: string;
  readonly severity: number;
  readonly owner: string | null;
  readonly isRegistered: boolean;
  readonly exemption: { readonly reason: string; readonly expiresAt: Date | null } | null;
};

type BranchDialogProps = { readonly slug: string; readonly row: EditedBranch };

const SEVERITIES = [
  { value: "5", label: "5, cannot be undone" },
  { value: "4", label: "4, hands over or refuses" },
  { value: "3", label: "3, acts" },
  { value: "2", label: "2, answers" },
  { value: "1", label: "1, cosmetic" },
];

/** Who answers for a branch, how bad it is when it goes wrong, and whether it is to be tested at all. */
export function BranchDialog({ slug, row }: BranchDialogProps) {
  const { id, point, branch, isRegistered } = row;
  return (
    <FormDialog
      label={isRegistered ? "Edit" : "Register"}
      longLabel={`${isRegistered ? "Edit" : "Register"} ${row.label}`}
      button={{ variant: "subtle" }}
      title={isRegistered ? `Edit ${row.label}` : `Register ${row.label}`}
      submit="Save"
      action={saveBranchAction.bind(null, slug, { id, point, branch })}
    >
      {(faultOf) => <Fields row={row} faultOf={faultOf} />}
    </FormDialog>
  );
}

type FieldsProps = {
  readonly row: EditedBranch;
  readonly faultOf: (field: string) => string | null;
};

function Fields({ row, faultOf }: FieldsProps) {
  const [status, setStatus] = useState(row.exemption ? "exempt" : "active");
  const whole = faultOf("branches");
  return (
    <>
      <TextInput
        name="label"
        label="Label"
        required
        maxLength={200}
        defaultValue={row.label}
        error={whole}
      />
      <div className={styles["row"]}>
        <NativeSelect
          name="severity"
          label="Severity"
          data={SEVERITIES}
          defaultValue={String(row.severity)}
        />
        <TextInput name="owner" label="Owner" maxLength={200} defaultValue={row.owner ?? ""} />
      </div>
      <NativeSelect
        name="status"
        label="Status"
        data={[
          { value: "active", label: "active: evals have to cover it" },
          { value: "exempt", label: "exempt: counts neither for nor against coverage" },
          { value: "retired", label: "retired: no branch any more" },
        ]}
        value={status}
        onChange={({ currentTarget }) => setStatus(currentTarget.value)}
      />
      {status === "active" ? null : (
        <Textarea
          name="reason"
          label="Why"
          required
          maxLength={10_000}
          defaultValue={row.exemption?.reason ?? ""}
        />
      )}
      {status === "exempt" ? (
        <TextInput
          type="date"
          name="expiresAt"
          label="Until, UTC"
          required
          defaultValue={row.exemption?.expiresAt?.toISOString().slice(0, 10) ?? ""}
        />
      ) : null}
    </>
  );
}
