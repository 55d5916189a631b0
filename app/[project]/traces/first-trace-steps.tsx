"use client";

import { Button, Tabs } from "@mantine/core";
import { useState, useTransition } from "react";
import { CopyButton } from "@/components/copy-button";
import { useSteadyRefresh } from "@/components/use-steady-refresh";
import { createFirstKey } from "./create-first-key";
import styles from "./first-trace.module.css";
import { SNIPPETS } from "./snippets";

type FirstTraceStepsProps = {
  readonly slug: string;
  readonly origin: string;
  /** The key made when this server started, if it knows one. */
  readonly firstKey: string | null;
  /** Whether the reader may make keys. */
  readonly mayCreate: boolean;
};

export function FirstTraceSteps({ slug, origin, firstKey, mayCreate }: FirstTraceStepsProps) {
  const [key, setKey] = useState(firstKey);
  const [isCreating, startCreating] = useTransition();
  useSteadyRefresh(CHECK_MS);
  const create = () => startCreating(async () => setKey(await createFirstKey(slug)));
  return (
    <>
      {key === null ? (
        <div className={styles["key"]}>
          <span>
            {mayCreate
              ? "The snippets need a key. It is shown once, here."
              : "The snippets need a key, which an admin of the project makes."}
          </span>
          {mayCreate ? (
            <Button size="compact-md" loading={isCreating} onClick={create}>
              Create a key
            </Button>
          ) : null}
        </div>
      ) : (
        <div className={styles["key"]}>
          <span>Key</span>
          <code>{key}</code>
          <CopyButton text={key} label="Copy the key" />
        </div>
      )}
      <Tabs defaultValue={SNIPPETS[0]?.id ?? null} keepMounted={false}>
        <Tabs.List>
          {SNIPPETS.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SNIPPETS.map(({ id, title, install, code }) => {
          const text = code({ origin, key: key ?? "tm_YOUR_KEY" });
          return (
            <Tabs.Panel key={id} value={id}>
              {install === null ? null : (
                <Snippet text={install} label={`Copy the install command of ${title}`} />
              )}
              <Snippet text={text} label={`Copy the code for ${title}`} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
      <p className={styles["waiting"]} role="status">
        Waiting for the first trace
      </p>
    </>
  );
}

function Snippet({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className={styles["snippet"]}>
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}

const CHECK_MS = 2_000;
