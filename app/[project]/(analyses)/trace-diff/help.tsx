import type { ReactNode } from "react";

/** Where the method is written down; the path is the document's in the repository. */
const DOCUMENT = "docs/analyses/trace-diff.md";

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

/** What each panel of the page shows and by which rule. */
export const HELP = {
  envelope: (
    <Help>
      <p>
        What each run was made with, axis by axis, as its spans say. An axis that a run does not say
        is <em>unknown</em>, never the same.
      </p>
    </Help>
  ),
  lanes: (
    <Help>
      <p>
        Every step of both runs, A on the left and B on the right, in the order in which things
        happened. The fork is the first difference that matters; what differs after it is a
        consequence.
      </p>
      <p>
        <code>n</code> <code>p</code> next and previous difference, <code>j</code> <code>k</code>{" "}
        next and previous row, <code>Enter</code> opens it, <code>Esc</code> goes back.
      </p>
    </Help>
  ),
  causes: (
    <Help>
      <p>
        Odds that follow from what changed, where the fork is, what stored runs of the same question
        showed, and how much repeated runs differ anyway. They order what to look at first.
      </p>
      <p>
        <code>share = product of the factors / sum over all candidates</code>
      </p>
    </Help>
  ),
  ignored: (
    <Help>
      <p>
        Values that differ from run to run by their nature: ids and times, what this project names,
        and what repeated runs of one envelope were found to differ in.
      </p>
      <p>
        A path is a JSON pointer below <code>arguments</code>, <code>result</code>,{" "}
        <code>input</code> or <code>output</code>, where <code>*</code> stands for one key and{" "}
        <code>**</code> for any number of them, or a bare key.
      </p>
    </Help>
  ),
  graph: (
    <Help>
      <p>
        Places in the call graph, named by the steps above them. The counts are means per trace, the
        change is in percent of the larger.
      </p>
    </Help>
  ),
  signatures: (
    <Help>
      <p>
        Shapes of run: the same steps, whatever was said in them. Fisher's exact test, corrected
        over the table after Benjamini and Hochberg; the intervals are Wilson's, 95 %.
      </p>
    </Help>
  ),
  forks: (
    <Help>
      <p>Runs of one question from both groups are matched; this counts where the pairs part.</p>
    </Help>
  ),
} as const;
