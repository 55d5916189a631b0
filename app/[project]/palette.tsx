"use client";

import { Spotlight } from "@mantine/spotlight";
import { IconListDetails, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { LinkedPage } from "./use-project-pages";

/** Ids are longer than words people search for; 128 is the longest a trace may have. */
const ID = /^[\w.:-]{8,128}$/;

/** ⌘K: pages by name, a trace by its id, or traces by their words. */
export function Palette({
  slug,
  pages: all,
}: {
  readonly slug: string;
  readonly pages: readonly LinkedPage[];
}) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const pages = all.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()));
  const openTrace = () => router.push(`/${slug}/traces/${encodeURIComponent(text)}`);
  const search = () => router.push(`/${slug}/traces?q=${encodeURIComponent(text)}`);
  return (
    <Spotlight.Root query={typed} onQueryChange={setTyped} shortcut="mod + K" size="lg">
      <Spotlight.Search
        aria-label="Go to a page or a trace"
        placeholder="A page, a trace id, or words to search for"
        leftSection={<IconSearch size={18} stroke={1.75} />}
      />
      <Spotlight.ActionsList>
        {pages.map(({ path, href, title, Icon }) => (
          <Spotlight.Action
            key={path}
            label={title}
            leftSection={<Icon size={18} stroke={1.75} />}
            onClick={() => router.push(href)}
          />
        ))}
        {ID.test(text) ? (
          <Spotlight.Action
            label={`Open trace ${text}`}
            leftSection={<IconListDetails size={18} stroke={1.75} />}
            onClick={openTrace}
          />
        ) : null}
        {text === "" ? null : (
          <Spotlight.Action
            label={`List traces with: ${text}`}
            leftSection={<IconSearch size={18} stroke={1.75} />}
            onClick={search}
          />
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
