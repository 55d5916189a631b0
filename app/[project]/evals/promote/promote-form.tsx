"use client";

import { Autocomplete, Button, Group, Textarea, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { startTransition, useActionState } from "react";
import { type PromoteOutcome, promoteAction } from "../actions";
import styles from "../evals.module.css";

type PromoteFormProps = {
  readonly slug: string;
  readonly traceId: string;
  /** Names to choose from; another may be typed. */
  readonly suites: readonly string[];
  readonly initial: {
    readonly suite: string;
    readonly id: string;
    readonly input: string;
    readonly expected: string;
    readonly intent: string;
    readonly branches: string;
    readonly dependsOn: string;
  };
};

/** A case as its trace suggests it, to be looked at and kept as a draft. */
export function PromoteForm({ slug, traceId, suites, initial }: PromoteFormProps) {
  const router = useRouter();
  const [outcome, send, isPending] = useActionState(
    async (previous: PromoteOutcome, form: FormData) => {
      const next = await promoteAction(slug, traceId, previous, form);
      if (next !== null && "href" in next) router.push(next.href);
      return next;
    },
    null,
  );
  const faults = outcome !== null && "faults" in outcome ? outcome.faults : {};
  const fault = (field: string) => faults[field]?.join("; ");
  return (
    <form
      className={styles["form"]}
      // Not as an action: React would empty the fields when something in them is wrong.
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => send(form));
      }}
    >
      <CaseFields suites={suites} initial={initial} fault={fault} />
      {fault("") === undefined ? null : <p role="alert">{fault("")}</p>}
      <Group>
        <Button type="submit" loading={isPending}>
          Keep as a draft
        </Button>
      </Group>
    </form>
  );
}

type CaseFieldsProps = Pick<PromoteFormProps, "suites" | "initial"> & {
  readonly fault: (field: string) => string | undefined;
};

function CaseFields({ suites, initial, fault }: CaseFieldsProps) {
  return (
    <>
      <div className={styles["row"]}>
        <Autocomplete
          name="suite"
          label="Suite"
          description="One that is there, or the name of a new one"
          required
          maxLength={200}
          data={[...suites]}
          defaultValue={initial.suite}
          error={fault("suite")}
        />
        <TextInput
          name="id"
          label="Case id"
          description="Unique within the suite"
          required
          maxLength={200}
          defaultValue={initial.id}
          error={fault("id")}
        />
      </div>
      <Textarea
        name="input"
        label="Input"
        description="Text, or JSON where it begins with { or ["
        autosize
        minRows={3}
        maxRows={16}
        defaultValue={initial.input}
        error={fault("input")}
      />
      <Textarea
        name="expected"
        label="Expected"
        description="What the trace answered. Change it to what would have been right."
        autosize
        minRows={3}
        maxRows={16}
        defaultValue={initial.expected}
        error={fault("expected")}
      />
      <div className={styles["row"]}>
        <TextInput
          name="intent"
          label="Intent"
          maxLength={200}
          defaultValue={initial.intent}
          error={fault("intent")}
        />
        <TextInput name="tags" label="Tags, separated by ;" error={fault("tags")} />
      </div>
      <TextInput
        name="branches"
        label="Branches it is meant to exercise, separated by ;"
        defaultValue={initial.branches}
        error={fault("branches")}
      />
      <input type="hidden" name="dependsOn" value={initial.dependsOn} />
      <div className={styles["row"]}>
        <TextInput
          name="reason"
          label="Why it belongs in the suite"
          required
          maxLength={10_000}
          error={fault("reason")}
        />
        <TextInput name="by" label="By" required maxLength={200} error={fault("by")} />
      </div>
    </>
  );
}
