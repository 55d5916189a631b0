"use client";

import { ActionIcon, Menu, Popover } from "@mantine/core";
import { IconDots, IconHelp } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { copyText } from "./copy-text";
import styles from "./panel.module.css";

export type PanelProps = {
  /** Anchor of the panel, which its copied link leads to. */
  readonly id: string;
  readonly title: string;
  /** One line under the title: what is compared with what, how many. */
  readonly note?: string;
  /** What is shown, by which formula, and where the documentation says more. */
  readonly help: ReactNode;
  /** Address of the panel's rows as CSV. */
  readonly csvHref?: string;
  /** The same as a table, where the panel draws a picture. */
  readonly table?: ReactNode;
  /** What can be done here. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** A part of a page with its title, its explanation and what can be taken from it. */
export function Panel({ id, title, note, help, csvHref, table, action, children }: PanelProps) {
  const [isTable, setTable] = useState(false);
  return (
    <section className={styles["panel"]} id={id} aria-labelledby={`${id}-title`}>
      <header className={styles["head"]}>
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {note === undefined ? null : <p>{note}</p>}
        </div>
        <div className={styles["tools"]}>
          {action}
          <PanelHelp title={title}>{help}</PanelHelp>
          <PanelMenu
            id={id}
            title={title}
            csvHref={csvHref}
            hasTable={table !== undefined}
            isTable={isTable}
            onToggle={() => setTable(!isTable)}
          />
        </div>
      </header>
      {isTable && table !== undefined ? table : children}
    </section>
  );
}

function PanelHelp({ title, children }: Pick<PanelProps, "title" | "children">) {
  return (
    <Popover width={380} position="bottom-end" withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`What ${title} means`}>
          <IconHelp size={16} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles["help"]}>{children}</Popover.Dropdown>
    </Popover>
  );
}

type PanelMenuProps = {
  readonly id: string;
  readonly title: string;
  readonly csvHref: string | undefined;
  readonly hasTable: boolean;
  readonly isTable: boolean;
  readonly onToggle: () => void;
};

function PanelMenu({ id, title, csvHref, hasTable, isTable, onToggle }: PanelMenuProps) {
  const copyLink = () => copyText(`${location.origin}${location.pathname}${location.search}#${id}`);
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`More about ${title}`}>
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasTable ? (
          <Menu.Item onClick={onToggle}>{isTable ? "View as picture" : "View as table"}</Menu.Item>
        ) : null}
        {csvHref === undefined ? null : (
          <Menu.Item component="a" href={csvHref} download>
            Download as CSV
          </Menu.Item>
        )}
        <Menu.Item onClick={copyLink}>Copy link</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
