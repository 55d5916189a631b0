"use client";

import { Button, Menu } from "@mantine/core";
import { IconArrowsLeftRight, IconDownload } from "@tabler/icons-react";
import Link from "next/link";
import { CopyButton } from "@/components/copy-button";
import styles from "./trace-diff.module.css";

type PairActionsProps = {
  readonly a: string;
  readonly b: string;
  /** The page's own, without parameters. */
  readonly address: string;
  /** The diff for a comment on an issue. */
  readonly markdown: string;
};

/** What can be done with a comparison: swap it, link to it, take it away. */
export function PairActions({ a, b, address, markdown }: PairActionsProps) {
  const search = new URLSearchParams({ a, b });
  return (
    <div className={styles["actions"]}>
      <Button
        component={Link}
        href={`${address}?${new URLSearchParams({ a: b, b: a })}`}
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowsLeftRight size={14} aria-hidden />}
      >
        Swap
      </Button>
      <CopyButton label="Copy link" text={() => window.location.href} isWide />
      <CopyButton label="Copy as Markdown" text={markdown} isWide />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map(([format, title]) => (
            <Menu.Item
              key={format}
              component="a"
              href={`${address}/export?${search}&format=${format}`}
              download
            >
              {title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button component={Link} href={address} size="compact-sm" variant="default">
        Choose others
      </Button>
    </div>
  );
}

const FORMATS = [
  ["json", "JSON"],
  ["md", "Markdown"],
  ["text", "Plain text"],
] as const;
