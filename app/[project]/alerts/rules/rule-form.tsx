"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useActionState, useState } from "react";
import { METRIC_NAMES, METRICS, type Metric } from "@/lib/domain/alerts/threshold";
import styles from "../alerts.module.css";
import { createRuleAction } from "./rule-actions";

type RuleFormProps = {
  readonly slug: string;
  readonly analyses: readonly { readonly value: string; readonly label: string }[];
};

const SEVERITIES = [
  { value: "page", label: "page: wakes somebody" },
  { value: "ticket", label: "ticket: waits for the morning" },
  { value: "info", label: "info: is only shown" },
];
const NO_DATA = [
  { value: "keep", label: "stay as it is" },
  { value: "resolve", label: "take it for over" },
  { value: "fire", label: "take it for trouble" },
];

export function RuleForm({ slug, analyses }: RuleFormProps) {
  const [fault, action, isPending] = useActionState(createRuleAction.bind(null, slug), null);
  const [watch, setWatch] = useState<string>("error-rate");
  const metric = METRIC_NAMES.find((name) => name === watch);
  return (
    <form action={action} className={styles["form"]}>
      <div className={styles["row"]}>
        <TextInput name="name" label="Name" required withAsterisk={false} maxLength={100} w={220} />
        <NativeSelect
          name="watch"
          label="Watch"
          value={watch}
          onChange={(event) => setWatch(event.currentTarget.value)}
          data={[
            ...METRIC_NAMES.map((name) => ({ value: name, label: METRICS[name].title })),
            ...analyses.map(({ value, label }) => ({
              value: `analysis:${value}`,
              label: `${label}, a part of it`,
            })),
          ]}
        />
        <TextInput
          name="scope"
          label="Of"
          placeholder={metric ? "feature=chat&environment=eu" : "the address after “?”"}
          maxLength={2_000}
          w={280}
        />
      </div>
      {metric === undefined ? null : <Limits metric={metric} />}
      <div className={styles["row"]}>
        <NativeSelect name="severity" label="It is a" data={SEVERITIES} defaultValue="ticket" />
        <TextInput
          name="pendingFor"
          type="number"
          label="Fires after looks"
          defaultValue="2"
          min={1}
          max={60}
          w={130}
        />
        <TextInput
          name="resolveAfter"
          type="number"
          label="Is over after looks"
          defaultValue="2"
          min={1}
          max={60}
          w={140}
        />
        <NativeSelect name="noData" label="Without data" data={NO_DATA} />
      </div>
      <Button type="submit" loading={isPending}>
        Watch it
      </Button>
      {fault === null ? null : <p role="alert">{fault}</p>}
    </form>
  );
}

function Limits({ metric }: { readonly metric: Metric }) {
  return (
    <div className={styles["row"]}>
      <NativeSelect name="comparison" label="When it is" data={["above", "below"]} />
      <TextInput
        name="value"
        type="number"
        step="any"
        label={`Limit, ${METRICS[metric].unit}`}
        required
        withAsterisk={false}
        w={120}
      />
      <TextInput
        name="windowMinutes"
        type="number"
        label="Over minutes"
        defaultValue="60"
        min={1}
        max={10_080}
        w={120}
      />
      <TextInput
        name="minRequests"
        type="number"
        label="With at least traces"
        defaultValue="20"
        min={1}
        w={150}
      />
    </div>
  );
}
