import type { ReactNode } from "react";

/** Where the method is written down; the path is the document's in the repository. */
const DOCUMENT = "docs/analyses/eval-staleness.md";

function Help({ children }: { readonly children: ReactNode }) {
  return (
    <>
      {children}
      <p>
        More in <code>{DOCUMENT}</code>.
      </p>
    </>
  );
}

/** What each panel of the page shows and by which formula. */
export const HELP = {
  heatmap: (
    <Help>
      <p>
        Rows are kinds of production requests: the intents that traces and cases name, else groups
        found in what users say. A cell holds what a suite's cases of that kind are still worth, out
        of how many. Colour is <code>log₂(share in the suite / share in production)</code>, cut at
        ±3. Hatched: no case. Cases that resemble nothing have a row of their own.
      </p>
    </Help>
  ),
  suites: (
    <Help>
      <p>
        A case is alike when it lies among the five nearest neighbours' distance of some production
        request, text against text. It is fresh when besides what it depends on is current. Coverage
        is the share of production within reach of some case, divided by what as many cases drawn
        from production would reach.
      </p>
      <p>
        As production: <code>Σ share of kind × pass rate of kind</code>. Worth:{" "}
        <code>(Σ w)² / Σ w²</code> with each case weighted by how often its kind occurs.
      </p>
    </Help>
  ),
  layers: (
    <Help>
      <p>
        A case is left behind when the version it was cut from is no longer the current one and
        nobody verified the case since. Of queries: when it resembles no request of the window.
        Changes are posted with their layer; other definitions of tools are seen in traces.
      </p>
    </Help>
  ),
  months: (
    <Help>
      <p>
        Every week the cases of that time are held against up to 800 requests of the four weeks
        before. The share that resembles none of them is a little lower than over a whole window,
        since fewer requests reach further.
      </p>
    </Help>
  ),
  discrimination: (
    <Help>
      <p>
        Shows from: <code>1.96 · √(d / n)</code>, with d the share of cases on which subjects
        disagree. Suspect: correlation of the case with the rest of the suite of −0.1 or less over
        eight subjects or more. Saturated and floor need five subjects.
      </p>
    </Help>
  ),
  survival: (
    <Help>
      <p>
        Kaplan and Meier's estimate. A case is born when it was last written, and dies when three
        weekly checks in a row find nothing like it in production, when five subjects in a row
        passed it, or when something it depends on moved without a review.
      </p>
    </Help>
  ),
  shadow: (
    <Help>
      <p>
        Production requests that the same model, and prompt where both name one, has answered, and
        whose outcome is known: by people's scores, else evaluators', else users', else what the
        application said. The interval of the difference is Newcombe's.
      </p>
    </Help>
  ),
  orphans: (
    <Help>
      <p>
        Kinds of requests that no shown suite has a case of. A case made from an example is a draft
        until somebody has looked at what it expects.
      </p>
    </Help>
  ),
  cases: (
    <Help>
      <p>
        Freshness is the product of three factors: whether it resembles production, whether what it
        depends on is current, and <code>2^(−days since it last told two subjects apart / H)</code>,
        with H the suite's half-life, or 90 days where that is not known.
      </p>
    </Help>
  ),
} as const;
