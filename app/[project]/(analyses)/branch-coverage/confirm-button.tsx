"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { confirmProposalsAction } from "./actions";

type ConfirmButtonProps = {
  readonly slug: string;
  readonly prompt: { readonly name: string; readonly version: string };
  /** Positions of the conditionals it confirms. */
  readonly conditionals: readonly number[];
  readonly label: string;
  /** Told to screen readers where the label alone does not say which. */
  readonly longLabel?: string;
  readonly isSmall?: boolean;
};

/** Registers what a prompt's text proposes. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { slug, prompt, conditionals, label, longLabel, isSmall = false } = props;
  const [isPending, startTransition] = useTransition();
  return (
    <Button
      variant={isSmall ? "subtle" : "default"}
      size="compact-sm"
      loading={isPending}
      aria-label={longLabel}
      onClick={() => startTransition(() => confirmProposalsAction(slug, prompt, [...conditionals]))}
    >
      {label}
    </Button>
  );
}
