const TABS = ["content", "facts", "events", "scores", "attributes"] as const;
export type Tab = (typeof TABS)[number];

/** The tab an address names; the first one for whatever it does not know. */
export function parseTab(raw: unknown): Tab {
  return TABS.find((tab) => tab === raw) ?? "content";
}
