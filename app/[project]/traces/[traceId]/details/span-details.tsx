"use client";

import { Tabs } from "@mantine/core";
import { IconAlertCircleFilled, IconAlertTriangle } from "@tabler/icons-react";
import { CopyButton } from "@/components/copy-button";
import { KindIcon, kindName } from "@/components/kind-icon";
import { TextContent } from "@/components/text-content";
import { useSpanScores } from "../scores/score-context";
import { SpanScores } from "../scores/span-scores";
import { AttributesPanel } from "./attributes-panel";
import { EventsPanel } from "./events-panel";
import { FactsPanel } from "./facts-panel";
import { SectionPanel } from "./section-panel";
import styles from "./span-details.module.css";
import type { Fact, SpanView } from "./span-view";
import { parseTab, type Tab } from "./tab";

type SpanDetailsProps = {
  readonly view: SpanView;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  /** Address of the page of one trace, given its id. */
  readonly traceAddress: (traceId: string) => string;
};

/** One span, whole: what was said, what is known, what happened, and everything as sent. */
export function SpanDetails({ view, tab, onTab, traceAddress }: SpanDetailsProps) {
  const scored = useSpanScores(view.spanId).length;
  const happened = view.events.length + view.links.length;
  return (
    <article aria-label={`Details of ${view.name}`} className={styles["details"]}>
      <Heading view={view} />
      <Tabs
        value={tab}
        onChange={(next) => onTab(parseTab(next))}
        keepMounted={false}
        classNames={{ root: styles["tabs"] ?? "", panel: styles["panel"] ?? "" }}
      >
        <Tabs.List>
          <Tabs.Tab value="content">Content</Tabs.Tab>
          <Tabs.Tab value="facts">Facts</Tabs.Tab>
          <Tabs.Tab value="events">Events{happened > 0 ? ` (${happened})` : ""}</Tabs.Tab>
          <Tabs.Tab value="scores">Scores{scored > 0 ? ` (${scored})` : ""}</Tabs.Tab>
          <Tabs.Tab value="attributes">Attributes</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="content">
          {view.sections.map((section) => (
            <SectionPanel key={`${view.spanId} ${section.title}`} section={section} />
          ))}
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <FactsPanel groups={view.factGroups} />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <EventsPanel events={view.events} links={view.links} traceAddress={traceAddress} />
        </Tabs.Panel>
        <Tabs.Panel value="scores">
          <SpanScores spanId={view.spanId} />
        </Tabs.Panel>
        <Tabs.Panel value="attributes">
          <AttributesPanel attributes={view.attributes} resource={view.resource} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}

function Heading({ view }: { view: SpanView }) {
  return (
    <header className={styles["heading"]}>
      <h2 className={styles["title"]}>
        <KindIcon kind={view.kind} size={18} />
        <span title={view.name}>{view.name === "" ? "(no name)" : view.name}</span>
        <CopyButton label="Copy span id" text={view.spanId} />
      </h2>
      <dl className={styles["headline"]}>
        <div>
          <dt className="tm-visually-hidden">Kind</dt>
          <dd>{kindName(view.kind)}</dd>
        </div>
        {view.headline.map((fact) => (
          <HeadlineFact key={fact.label} fact={fact} />
        ))}
      </dl>
      {view.hasError && (
        <div className={styles["problem"]} data-how="broken">
          <IconAlertCircleFilled size={16} aria-hidden />
          <div>
            <strong>Failed</strong>
            <TextContent text={view.errorMessage ?? "The sender gave no message."} />
          </div>
        </div>
      )}
      {view.warnings.map((warning) => (
        <div key={warning} className={styles["problem"]} data-how="watch">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{warning}</span>
        </div>
      ))}
    </header>
  );
}

function HeadlineFact({ fact }: { fact: Fact }) {
  return (
    <div data-odd={fact.isOdd || undefined}>
      <dt>{fact.label}</dt>
      <dd>
        {fact.value}
        {fact.note !== null && <span>, {fact.note}</span>}
      </dd>
    </div>
  );
}
