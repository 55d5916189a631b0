import type { ReactNode } from "react";

/** Where the method is written down; the path is the document's in the repository. */
const DOCUMENT = "docs/analyses/branch-coverage.md";

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
  prompt: (
    <Help>
      <p>
        Each conditional of the prompt's text with the production requests that fired it and the
        evals of this version that hit it. Solid: evals hit it often enough. Red: it fires in
        production and no eval ever hit it. Dashed: proposed from the text, and counts for nothing
        until somebody confirms it.
      </p>
      <p>
        “Else” says whether an eval also reached the point and took another branch: an if has two
        arms.
      </p>
    </Help>
  ),
  graph: (
    <Help>
      <p>
        Which branch follows which, from the first decision of a request to its last. The width of a
        way grows with the square root of the requests that took it; the colour is that of the
        branch it leads to. A request counts once a way, however often it went round.
      </p>
    </Help>
  ),
  gaps: (
    <Help>
      <p>
        Branches that production fires and evals do not cover, by <code>requests × severity</code>.
        “Make a case” keeps the trace's input as a draft in an eval suite, with the branch it took
        as what is expected; it counts once somebody has accepted it.
      </p>
    </Help>
  ),
  branches: (
    <Help>
      <p>
        Every branch that is registered or was seen. Shares are of the requests that reached its
        decision point, with Wilson's interval at 95 %. Evals of other prompt versions count for
        nothing.
      </p>
    </Help>
  ),
  shifts: (
    <Help>
      <p>
        Requests that fired a branch by requests that reached its point: in the week after the
        change, against the same hours of the week in the two weeks before. Newcombe's interval,
        widened where hours differ more than chance explains; p by Benjamini and Hochberg.
      </p>
      <p>
        Until the week is over only confidence sequences decide, which hold however often somebody
        looks. Either way a shift fires at 1.5 times and half a point only.
      </p>
    </Help>
  ),
  versions: (
    <Help>
      <p>
        What evals of each version cover of the branches that are registered now, and what became of
        the prompt's conditionals from one version to the next. Two sentences are one conditional,
        edited, when they read alike (similarity of 0.8 or more).
      </p>
    </Help>
  ),
  suggestions: (
    <Help>
      <p>
        The production traces that together would cover most of what is uncovered: branches, runs of
        two and three, close calls (which weigh double). Chosen one by one by what each adds, in{" "}
        <code>requests × severity</code>; at most one a tenant, none that is tagged <code>pii</code>
        .
      </p>
    </Help>
  ),
} as const;
