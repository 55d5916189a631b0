"use client";

import { Button, Skeleton } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { Suspense, use, useState } from "react";
import type { SpanAnswer, SpanCache } from "./span-cache";
import { SpanDetails } from "./span-details";
import styles from "./span-details.module.css";
import type { Tab } from "./tab";

type DetailsPaneProps = {
  readonly cache: SpanCache;
  readonly spanId: string;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly traceAddress: (traceId: string) => string;
};

/** The details of the selected span, fetched when they are not here yet. */
export function DetailsPane(props: DetailsPaneProps) {
  const [attempt, setAttempt] = useState(0);
  const retry = () => {
    props.cache.forget(props.spanId);
    setAttempt(attempt + 1);
  };
  return (
    <Suspense fallback={<DetailsSkeleton />}>
      <Details {...props} answer={props.cache.read(props.spanId)} retry={retry} />
    </Suspense>
  );
}

type DetailsProps = DetailsPaneProps & {
  readonly answer: SpanAnswer | Promise<SpanAnswer>;
  readonly retry: () => void;
};

function Details({ answer: asked, retry, tab, onTab, traceAddress }: DetailsProps) {
  const answer = asked instanceof Promise ? use(asked) : asked;
  if (answer.ok) {
    return <SpanDetails view={answer.view} tab={tab} onTab={onTab} traceAddress={traceAddress} />;
  }
  return (
    <div className={styles["failure"]} role="alert">
      <p>The details of this span could not be loaded. {answer.problem}</p>
      <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

export function DetailsSkeleton() {
  return (
    <div className={styles["heading"]} aria-hidden>
      <Skeleton height={24} width="50%" />
      <Skeleton height={16} mt={8} width="70%" />
      <Skeleton height={120} mt={32} />
      <Skeleton height={200} mt={16} />
    </div>
  );
}
