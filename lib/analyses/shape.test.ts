import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyses, findAnalysis } from ".";

const APP = "app/[project]/(analyses)";
const now = new Date("2026-05-12T14:00:00Z");

/** Folders of analyses that are whole: one without an `index.ts` is still being built. */
const folders = readdirSync("lib/analyses", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`lib/analyses/${entry.name}/index.ts`))
  .map((entry) => entry.name)
  .sort();

const slugs = analyses.map(({ slug }) => slug);

/** What an analysis consists of, beside its `index.ts`. */
const filesOf = (slug: string) => [
  `lib/analyses/${slug}/params.ts`,
  `lib/analyses/${slug}/facts.ts`,
  `lib/analyses/${slug}/facts.integration.test.ts`,
  `lib/analyses/${slug}/report.ts`,
  `lib/analyses/${slug}/report.test.ts`,
  `lib/analyses/${slug}/gate.ts`,
  `${APP}/${slug}/page.tsx`,
  `${APP}/${slug}/prepare.ts`,
  `${APP}/${slug}/prepare.test.ts`,
  `e2e/${slug}.spec.ts`,
  `docs/analyses/${slug}.md`,
];

describe("every analysis has the same shape", () => {
  it("is registered when its folder says that it is whole", () => {
    expect([...slugs].sort()).toEqual(folders);
  });

  it("has every part, and a proof of every part", () => {
    const missing = slugs.flatMap((slug) => filesOf(slug).filter((file) => !existsSync(file)));
    expect(missing).toEqual([]);
  });

  it("answers a bare address", () => {
    for (const { params } of analyses) {
      const { window } = params.parse(new URLSearchParams(), now);
      expect(window.from.getTime()).toBeLessThan(window.to.getTime());
    }
  });

  it("is found by the slug in its address, which is of its own", () => {
    expect(slugs.map((slug) => findAnalysis(slug))).toEqual(analyses);
    expect(() => findAnalysis("no-such-analysis")).toThrow('No analysis named "no-such-analysis"');
  });
});
