"use client";

import { Autocomplete, TextInput } from "@mantine/core";
import { FormDialog } from "@/components/form-dialog";
import { makeCaseAction } from "./actions";

type MakeCaseDialogProps = {
  readonly slug: string;
  readonly traceId: string;
  /** Ids of the branches it is to test, the first as its name. */
  readonly branches: readonly string[];
  /** What the observed branch is called, which is what is expected unless somebody says otherwise. */
  readonly expected: string;
  readonly suites: readonly string[];
};

const ID_DIGITS = 8;

/** Turns a production trace into a draft of an eval case. */
export function MakeCaseDialog(props: MakeCaseDialogProps) {
  const { slug, traceId, branches, expected, suites } = props;
  return (
    <FormDialog
      label="Make a case"
      longLabel={`Make a case of ${expected}`}
      title="Make an eval case of this trace"
      submit="Keep as a draft"
      action={makeCaseAction.bind(null, slug, { traceId, branches })}
    >
      {(faultOf) => (
        <>
          <Autocomplete
            name="suite"
            label="Suite"
            description="One that is there, or a new one"
            required
            maxLength={200}
            data={[...suites]}
            defaultValue={suites[0] ?? "branches"}
            error={faultOf("suite")}
          />
          <TextInput
            name="id"
            label="Case"
            required
            maxLength={200}
            defaultValue={`${expected.slice(0, 60)}-${traceId.slice(0, ID_DIGITS)}`}
            error={faultOf("id")}
          />
          <TextInput
            name="expected"
            label="Expected branch"
            description="What the trace did. Change it where it should have done something else."
            required
            maxLength={200}
            defaultValue={expected}
            error={faultOf("expected")}
          />
          <TextInput name="intent" label="What the user wants" maxLength={200} />
        </>
      )}
    </FormDialog>
  );
}
