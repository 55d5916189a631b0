"use client";

import { Button, Select } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { compareHref } from "../eval-address";
import styles from "../evals.module.css";

type CompareFormProps = {
  readonly slug: string;
  readonly suite: string;
  /** Names, latest first. */
  readonly runs: readonly string[];
  /** What is chosen at first; else the two latest. */
  readonly initial?: { readonly a: string | null; readonly b: string | null };
};

/** Chooses two runs and leads to their comparison. */
export function CompareForm({ slug, suite, runs, initial }: CompareFormProps) {
  const [a, setA] = useState(initial?.a ?? runs[1] ?? null);
  const [b, setB] = useState(initial?.b ?? runs[0] ?? null);
  const select = { data: [...runs], searchable: true, w: 240, allowDeselect: false } as const;
  const isReady = a !== null && b !== null && a !== b;
  return (
    <div className={styles["filters"]}>
      <Select aria-label="Run A" placeholder="Run A" value={a} onChange={setA} {...select} />
      <span className={styles["muted"]}>against</span>
      <Select aria-label="Run B" placeholder="Run B" value={b} onChange={setB} {...select} />
      {isReady ? (
        <Button component={Link} href={compareHref(slug, suite, a, b)} variant="default">
          Compare
        </Button>
      ) : (
        <Button variant="default" disabled>
          Compare
        </Button>
      )}
    </div>
  );
}
