/** What each part of a suite's page is given. */
export type TabProps = {
  readonly slug: string;
  readonly projectId: number;
  readonly suite: string;
  /** The page's own query string. */
  readonly search: string;
  /** ISO 8601. */
  readonly now: string;
};
