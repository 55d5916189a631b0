"use client";

import {
  Autocomplete,
  type ButtonProps,
  NumberInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "@/components/form-dialog";
import { giveScoreAction } from "./actions";
import type { ScoreDraft, ScoreView } from "./prepare-scores";
import { useScores } from "./score-context";
import { SCORE_KINDS, type ScoreKind } from "./score-kind";
import styles from "./scores.module.css";

type ScoreDialogProps = {
  readonly label: string;
  /** Null: the whole trace is judged. */
  readonly spanId: string | null;
  /** One that is said anew. */
  readonly score?: ScoreView;
  readonly button?: ButtonProps;
};

const KIND_LABELS: Readonly<Record<ScoreKind, string>> = {
  good: "Good",
  bad: "Bad",
  value: "A number",
  label: "A word",
};

/** A score given by hand, of the whole trace or of one span. */
export function ScoreDialog({ label, spanId, score, button }: ScoreDialogProps) {
  const { slug, traceId, names } = useScores();
  const scoreId = score?.id ?? null;
  const draft = score?.draft ?? null;
  return (
    <FormDialog
      label={label}
      {...(score ? { longLabel: `Edit ${score.name}` } : {})}
      title={spanId === null ? "Score this trace" : "Score this span"}
      submit="Keep"
      action={giveScoreAction.bind(null, slug, { traceId, spanId, scoreId })}
      {...(button ? { button } : {})}
    >
      {(faultOf) => (
        <>
          <Autocomplete
            name="name"
            label="What is judged"
            required
            maxLength={200}
            data={[...names]}
            defaultValue={draft?.name ?? names[0] ?? "quality"}
            error={faultOf("name")}
          />
          <Judgement draft={draft} faultOf={faultOf} />
          <Textarea
            name="comment"
            label="Why"
            autosize
            minRows={2}
            maxLength={10_000}
            defaultValue={draft?.comment ?? ""}
            error={faultOf("comment")}
          />
          <TextInput
            name="by"
            label="Your name"
            required
            maxLength={200}
            defaultValue={draft?.by ?? ""}
            error={faultOf("by")}
          />
        </>
      )}
    </FormDialog>
  );
}

type JudgementProps = {
  readonly draft: ScoreDraft | null;
  readonly faultOf: (field: string) => string | null;
};

/** Good or bad at a click; a number or a word where that is not enough. */
function Judgement({ draft, faultOf }: JudgementProps) {
  const [kind, setKind] = useState<ScoreKind>(draft?.kind ?? "good");
  return (
    <div className={styles["judgement"]}>
      <SegmentedControl
        name="kind"
        aria-label="How it is judged"
        size="sm"
        value={kind}
        onChange={(next) => setKind(SCORE_KINDS.find((known) => known === next) ?? "good")}
        data={SCORE_KINDS.map((value) => ({ value, label: KIND_LABELS[value] }))}
      />
      {kind === "value" && (
        <NumberInput
          name="value"
          label="Number"
          required
          hideControls
          description="From 0 to 1 a half is good news; other ranges count as neither"
          defaultValue={draft?.value ?? ""}
          error={faultOf("value")}
        />
      )}
      {kind === "label" && (
        <TextInput
          name="label"
          label="Word"
          required
          maxLength={200}
          defaultValue={draft?.label ?? ""}
          error={faultOf("label")}
        />
      )}
    </div>
  );
}
