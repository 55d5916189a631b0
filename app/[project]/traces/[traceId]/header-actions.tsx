"use client";

import { ActionIcon, Button } from "@mantine/core";
import {
  IconArrowsDiff,
  IconChecklist,
  IconChevronDown,
  IconChevronUp,
  IconDownload,
} from "@tabler/icons-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/copy-button";
import styles from "./trace-header.module.css";
import { useKeys } from "./use-keys";

type HeaderActionsProps = {
  readonly traceId: string;
  readonly projectAddress: string;
  readonly deleteButton: ReactNode;
  readonly neighbours: { readonly earlier: string | null; readonly later: string | null };
};

/** Copy, download, and on to the traces before and after, which open on the same tab. */
export function HeaderActions({
  traceId,
  projectAddress,
  neighbours,
  deleteButton,
}: HeaderActionsProps) {
  const router = useRouter();
  const tab = useSearchParams().get("tab");
  const address = (id: string) =>
    `${projectAddress}/traces/${encodeURIComponent(id)}${tab === null ? "" : `?tab=${tab}`}`;
  const earlier = neighbours.earlier === null ? null : address(neighbours.earlier);
  const later = neighbours.later === null ? null : address(neighbours.later);
  useKeys([
    ["J", () => earlier !== null && router.push(earlier)],
    ["K", () => later !== null && router.push(later)],
  ]);
  return (
    <div className={styles["actions"]}>
      <CopyButton label="Copy id" text={traceId} isWide />
      <CopyButton label="Copy link" text={() => window.location.href} isWide />
      <Button
        component={Link}
        href={`${projectAddress}/trace-diff?b=${encodeURIComponent(traceId)}`}
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowsDiff size={14} aria-hidden />}
      >
        Compare with…
      </Button>
      <Button
        component={Link}
        href={`${projectAddress}/evals/promote?trace=${encodeURIComponent(traceId)}`}
        prefetch={false}
        size="compact-sm"
        variant="default"
        leftSection={<IconChecklist size={14} aria-hidden />}
      >
        Make a case
      </Button>
      <Button
        component="a"
        href={`${projectAddress}/traces/${encodeURIComponent(traceId)}/download`}
        download
        size="compact-sm"
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        JSON
      </Button>
      {deleteButton}
      <Step to={later} label="Later trace (K)" icon={<IconChevronUp size={16} aria-hidden />} />
      <Step
        to={earlier}
        label="Earlier trace (J)"
        icon={<IconChevronDown size={16} aria-hidden />}
      />
    </div>
  );
}

function Step({ to, label, icon }: { to: string | null; label: string; icon: ReactNode }) {
  const look = { size: 26, variant: "default", title: label, "aria-label": label } as const;
  if (to === null) {
    return (
      <ActionIcon {...look} disabled>
        {icon}
      </ActionIcon>
    );
  }
  return (
    <ActionIcon {...look} component={Link} href={to}>
      {icon}
    </ActionIcon>
  );
}
