"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copyText } from "./copy-text";

type CopyButtonProps = {
  /** What the button does, in words: "Copy trace id". */
  readonly label: string;
  /** A function when making the text costs something, or needs the browser's address. */
  readonly text: string | (() => string);
  /** Shows the label beside the icon. */
  readonly isWide?: boolean;
};

const SHOWN_MS = 1500;

/** Copies a text and says so for a moment. */
export function CopyButton({ label, text, isWide = false }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => setCopied(await copyText(typeof text === "string" ? text : text()));
  const icon = isCopied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />;
  const said = isCopied ? "Copied" : label;

  return isWide ? (
    <Button size="compact-sm" variant="default" leftSection={icon} onClick={copy}>
      <span aria-live="polite">{said}</span>
    </Button>
  ) : (
    <ActionIcon
      size="sm"
      variant="subtle"
      color="gray"
      onClick={copy}
      title={said}
      aria-label={said}
    >
      {icon}
    </ActionIcon>
  );
}
