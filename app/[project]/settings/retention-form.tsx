"use client";

import { Button, Radio, TextInput } from "@mantine/core";
import { type FormEvent, useState, useTransition } from "react";
import { MAX_RETENTION_DAYS, type RetentionSetting } from "@/lib/domain/retention";
import { type RetentionAnswer, saveRetentionAction } from "./retention-actions";
import { RetentionQuestion } from "./retention-question";
import styles from "./settings.module.css";

type RetentionFormProps = {
  readonly slug: string;
  readonly setting: RetentionSetting;
  /** What the server is set to; null: for ever. */
  readonly serverDays: number | null;
};

export function RetentionForm({ slug, setting, serverDays }: RetentionFormProps) {
  const [choice, setChoice] = useState(typeof setting === "number" ? "days" : setting);
  const [days, setDays] = useState(typeof setting === "number" ? String(setting) : "30");
  const [answer, setAnswer] = useState<RetentionAnswer | null>(null);
  const [isPending, startTransition] = useTransition();
  const save = (isConfirmed: boolean) =>
    startTransition(async () => {
      const wish = choice === "days" ? days : choice;
      setAnswer(await saveRetentionAction(slug, wish, isConfirmed));
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(false);
  };
  return (
    <form onSubmit={submit} className={styles["form"]}>
      <Radio.Group value={choice} onChange={setChoice} label="Keep traces">
        <Radio value="default" label={`as this server is set: ${wordsFor(serverDays)}`} mt={6} />
        <Radio value="forever" label="for ever" mt={6} />
        <Radio value="days" label="for a number of days" mt={6} />
      </Radio.Group>
      {choice === "days" ? (
        <TextInput
          type="number"
          label="Days"
          min={1}
          max={MAX_RETENTION_DAYS}
          required
          withAsterisk={false}
          w={120}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      ) : null}
      <Button type="submit" loading={isPending}>
        Save
      </Button>
      {answer === "saved" ? <p role="status">Saved.</p> : null}
      {answer !== null && typeof answer === "object" && "fault" in answer ? (
        <p role="alert">{answer.fault}</p>
      ) : null}
      <RetentionQuestion
        removes={
          answer !== null && typeof answer === "object" && "traces" in answer ? answer : null
        }
        isPending={isPending}
        onKeep={() => setAnswer(null)}
        onRemove={() => save(true)}
      />
    </form>
  );
}

function wordsFor(days: number | null): string {
  return days === null ? "for ever" : `for ${days} ${days === 1 ? "day" : "days"}`;
}
