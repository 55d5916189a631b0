"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useActionState, useTransition } from "react";
import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { endSilenceAction, silenceAction } from "./alert-actions";
import styles from "./alerts.module.css";

type SilencesProps = {
  readonly slug: string;
  readonly mayAnswer: boolean;
  readonly now: string;
  readonly rules: readonly { readonly id: number; readonly name: string }[];
  readonly silences: readonly {
    readonly id: number;
    readonly ruleId: number | null;
    readonly feature: string | null;
    readonly note: string;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly createdBy: string;
  }[];
};

const COLUMNS = [
  { id: "what", title: "What is not told" },
  { id: "note", title: "Why", isWide: true },
  { id: "by", title: "By" },
  { id: "ends", title: "Ends" },
  { id: "end", title: "" },
] as const;

const LENGTHS = [
  { value: "1", label: "an hour" },
  { value: "4", label: "4 hours" },
  { value: "24", label: "a day" },
  { value: "168", label: "a week" },
];

export function Silences({ slug, mayAnswer, now, rules, silences }: SilencesProps) {
  const rows = silences.map(({ id, ruleId, feature, note, endsAt, createdBy }) => ({
    id: String(id),
    cells: {
      what: [
        ruleId === null ? "every rule" : (rules.find((rule) => rule.id === ruleId)?.name ?? ""),
        ...(feature === null ? [] : [feature]),
      ].join(" · "),
      note,
      by: createdBy,
      ends: <RelativeTime at={endsAt} now={now} />,
      end: mayAnswer ? <EndSilence slug={slug} id={id} /> : null,
    },
  }));
  return (
    <>
      {rows.length === 0 ? (
        <p className={styles["dim"]}>Nothing is silenced.</p>
      ) : (
        <div className={styles["panel"]}>
          <DataTable caption="Silences that hold" columns={COLUMNS} rows={rows} />
        </div>
      )}
      {mayAnswer ? <SilenceForm slug={slug} rules={rules} /> : null}
    </>
  );
}

function SilenceForm({ slug, rules }: Pick<SilencesProps, "slug" | "rules">) {
  const [fault, action, isPending] = useActionState(silenceAction.bind(null, slug), null);
  return (
    <form action={action} className={styles["form"]}>
      <div className={styles["row"]}>
        <NativeSelect
          name="rule"
          label="Rule"
          data={[
            { value: "", label: "every rule" },
            ...rules.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <TextInput name="feature" label="Feature" placeholder="any" maxLength={600} />
        <NativeSelect name="hours" label="For" data={LENGTHS} />
        <TextInput name="note" label="Why" required withAsterisk={false} maxLength={500} w={280} />
        <Button type="submit" variant="default" loading={isPending}>
          Silence
        </Button>
      </div>
      {fault === null ? null : <p role="alert">{fault}</p>}
    </form>
  );
}

function EndSilence({ slug, id }: { readonly slug: string; readonly id: number }) {
  const [isPending, startTransition] = useTransition();
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={isPending}
      onClick={() => startTransition(() => endSilenceAction(slug, id))}
    >
      End
    </Button>
  );
}
