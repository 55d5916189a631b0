import {
  IconArrowsDiff,
  IconBell,
  IconChartDots,
  IconChecklist,
  IconClockExclamation,
  IconGitBranch,
  IconListDetails,
  IconMessages,
  IconSettings,
  IconStack2,
  IconTransferIn,
} from "@tabler/icons-react";

/** An analysis as the navigation knows it. */
export type NamedAnalysis = { readonly slug: string; readonly title: string };

export type ProjectPage = {
  readonly path: string;
  readonly title: string;
  /** The letter that follows `g`; null for a page without a shortcut. */
  readonly letter: string | null;
  readonly Icon: typeof IconSettings;
  /** Whether it understands the window and the filters that analyses share. */
  readonly isAnalysis: boolean;
};

const page = (
  path: string,
  title: string,
  letter: string | null,
  Icon: typeof IconSettings,
): ProjectPage => ({ path, title, letter, Icon, isAnalysis: false });

const FIRST = [
  page("traces", "Traces", "t", IconListDetails),
  page("sessions", "Sessions", "s", IconMessages),
  page("evals", "Evals", "v", IconChecklist),
  page("ingest", "Ingest", "i", IconTransferIn),
  page("alerts", "Alerts", "a", IconBell),
];
const LAST = [page("settings", "Settings", ",", IconSettings)];

/** How an analysis looks in the navigation; one that is not here gets the usual look. */
const LOOKS: ReadonlyMap<string, Pick<ProjectPage, "letter" | "Icon">> = new Map([
  ["tier-mix", { letter: "m", Icon: IconStack2 }],
  ["eval-staleness", { letter: "e", Icon: IconClockExclamation }],
  ["trace-diff", { letter: "d", Icon: IconArrowsDiff }],
  ["branch-coverage", { letter: "b", Icon: IconGitBranch }],
]);
const USUAL = { letter: null, Icon: IconChartDots };

/** The pages that a project has, in the order of the navigation. */
export function projectPages(analyses: readonly NamedAnalysis[]): readonly ProjectPage[] {
  const own = analyses.map(({ slug, title }) => ({
    path: slug,
    title,
    ...(LOOKS.get(slug) ?? USUAL),
    isAnalysis: true,
  }));
  return [...FIRST, ...own, ...LAST];
}
