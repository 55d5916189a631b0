"use client";

import { Button, Checkbox, Textarea } from "@mantine/core";
import { useState, useTransition } from "react";
import {
  DETECTOR_MEANINGS,
  DETECTOR_NAMES,
  type DetectorName,
  type RedactionSetting,
} from "@/lib/domain/redaction";
import type { RedactionPreview } from "@/lib/ingest/redaction/preview-redaction";
import styles from "../settings.module.css";
import { PreviewResult } from "./preview-result";
import { previewRedactionAction, saveRedactionAction } from "./redaction-actions";

type RedactionFormProps = { readonly slug: string; readonly setting: RedactionSetting };

export function RedactionForm({ slug, setting }: RedactionFormProps) {
  const [detectors, setDetectors] = useState<readonly DetectorName[]>(setting.detectors);
  const [lines, setLines] = useState(linesOf(setting));
  const [preview, setPreview] = useState<RedactionPreview | null>(null);
  const [said, setSaid] = useState<{ fault: string } | "saved" | null>(null);
  const [isPending, startTransition] = useTransition();
  const draft = () => ({ detectors, patterns: patternsOf(lines) });
  const look = () =>
    startTransition(async () => {
      const answer = await previewRedactionAction(slug, draft());
      setPreview("fault" in answer ? null : answer);
      setSaid("fault" in answer ? answer : null);
    });
  const save = () =>
    startTransition(async () => {
      const fault = await saveRedactionAction(slug, draft());
      setSaid(fault === null ? "saved" : { fault });
    });
  const toggle = (name: DetectorName, isOn: boolean) =>
    setDetectors(
      DETECTOR_NAMES.filter((known) => (known === name ? isOn : detectors.includes(known))),
    );
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <fieldset>
        <legend>Known kinds</legend>
        {DETECTOR_NAMES.map((name) => (
          <Checkbox
            key={name}
            label={`${name}: ${DETECTOR_MEANINGS[name]}`}
            checked={detectors.includes(name)}
            onChange={(event) => toggle(name, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      <Textarea
        label="Patterns of your own"
        description="One a line: a name, a colon, a pattern in the syntax of RE2. They are looked for in every text, which makes taking traces in slower."
        placeholder="customer-number: CUST-[0-9]{6}"
        autosize
        minRows={3}
        w="100%"
        value={lines}
        onChange={(event) => setLines(event.currentTarget.value)}
      />
      <div className={styles["row"]}>
        <Button type="submit" loading={isPending}>
          Save
        </Button>
        <Button variant="default" onClick={look} loading={isPending}>
          Try on recent traces
        </Button>
      </div>
      {said === "saved" ? <p role="status">Saved.</p> : null}
      {said !== null && said !== "saved" ? <p role="alert">{said.fault}</p> : null}
      {preview === null ? null : <PreviewResult preview={preview} />}
    </form>
  );
}

const linesOf = ({ patterns }: RedactionSetting) =>
  patterns.map(({ name, pattern }) => `${name}: ${pattern}`).join("\n");

function patternsOf(lines: string) {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      if (colon === -1) return { name: "", pattern: line };
      return { name: line.slice(0, colon).trim(), pattern: line.slice(colon + 1).trim() };
    });
}
