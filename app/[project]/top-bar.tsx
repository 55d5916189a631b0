"use client";

import { ActionIcon, Button, Menu, useMantineColorScheme } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconKeyboard, IconMoon, IconSearch, IconSelector, IconSun } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Freshness } from "@/components/freshness";
import { KeyboardHelp } from "./keyboard-help";
import styles from "./layout.module.css";
import { Palette } from "./palette";
import type { NamedAnalysis } from "./project-pages";
import { useProjectKeys } from "./use-project-keys";
import { useProjectPages } from "./use-project-pages";

type NamedProject = { readonly id: number; readonly slug: string; readonly name: string };
type ProjectMenuProps = {
  readonly project: NamedProject;
  readonly projects: readonly NamedProject[];
};
type TopBarProps = ProjectMenuProps & { readonly analyses: readonly NamedAnalysis[] };

export function TopBar({ project, projects, analyses }: TopBarProps) {
  const pages = useProjectPages(project.slug, analyses);
  const { toggleColorScheme } = useMantineColorScheme();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useProjectKeys(pages, {
    onHelp: () => setHelpOpen(true),
    onTheme: toggleColorScheme,
  });
  return (
    <header className={styles["topBar"]}>
      <ProjectMenu project={project} projects={projects} />
      <div className={styles["spacer"]} />
      <Freshness className={styles["freshness"]} />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        onClick={spotlight.open}
      >
        Go to
        <kbd className={styles["shortcut"]}>⌘K</kbd>
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => setHelpOpen(true)}
      >
        <IconKeyboard size={18} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Change between light and dark"
        title="Light or dark (t)"
        onClick={toggleColorScheme}
      >
        <IconSun className={styles["themeDark"]} size={18} stroke={1.75} />
        <IconMoon className={styles["themeLight"]} size={18} stroke={1.75} />
      </ActionIcon>
      <Palette slug={project.slug} pages={pages} />
      <KeyboardHelp pages={pages} isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </header>
  );
}

function ProjectMenu({ project, projects }: ProjectMenuProps) {
  return (
    <Menu position="bottom-start" width={280} withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          rightSection={<IconSelector size={14} aria-hidden />}
          aria-label={`Project ${project.name}; choose another`}
        >
          <span className={styles["project"]}>{project.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {projects.map(({ id, slug, name }) => (
          <Menu.Item key={id} component={Link} href={`/${slug}/traces`}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href="/?all=1">
          All projects
        </Menu.Item>
        <Menu.Item component={Link} href="/account">
          Your account
        </Menu.Item>
        <Menu.Item component="button" type="submit" form="sign-out">
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
      <form id="sign-out" method="post" action="/sign-out" />
    </Menu>
  );
}
