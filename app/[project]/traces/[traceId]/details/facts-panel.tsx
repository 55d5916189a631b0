"use client";

import { IconAlertTriangle } from "@tabler/icons-react";
import { InlineContent } from "@/components/text-content";
import styles from "./span-details.module.css";
import type { Fact, FactGroup } from "./span-view";

/** What is known of a span, and what nobody said. */
export function FactsPanel({ groups }: { groups: readonly FactGroup[] }) {
  return groups.map((group) => (
    <section key={group.title} className={styles["section"]} aria-label={group.title}>
      <div className={styles["sectionHead"]}>
        <h3>{group.title}</h3>
      </div>
      <dl className={styles["facts"]}>
        {group.facts.map((fact) => (
          <div key={fact.label} className={styles["fact"]} data-odd={fact.isOdd || undefined}>
            <dt>{fact.label}</dt>
            <dd>
              <FactValue fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

function FactValue({ fact }: { fact: Fact }) {
  if (fact.value === null) return <span className={styles["unknown"]}>unknown</span>;
  return (
    <>
      {fact.isOdd && <IconAlertTriangle size={14} aria-label="Unexpected" />}
      <InlineContent text={fact.value} />
      {fact.note !== null && <span className={styles["factNote"]}>{fact.note}</span>}
    </>
  );
}
