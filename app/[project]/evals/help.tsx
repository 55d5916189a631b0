import type { ReactNode } from "react";

function Help({ children }: { readonly children: ReactNode }) {
  return (
    <>
      {children}
      <p>
        More in <code>docs/evals.md</code>.
      </p>
    </>
  );
}

const RATE = (
  <p>
    <code>pass rate = attempts that passed / attempts that were judged</code>. Attempts whose grader
    failed are in neither. The interval is Wilson's at 95 %; attempts at one case resemble each
    other, which widens it (Rao and Scott).
  </p>
);

/** What each panel shows and by which formula. */
export const HELP = {
  suites: (
    <Help>
      <p>
        Suites that were posted, and those that only runs or traces name. Drafts and retired cases
        are counted apart; a run's rate is over every case that it tried.
      </p>
      {RATE}
    </Help>
  ),
  history: (
    <Help>
      <p>The latest runs in the order they started, each with its pass rate and interval.</p>
      {RATE}
    </Help>
  ),
  cases: (
    <Help>
      <p>
        The cases as they stand. The latest outcome is that of the latest run that tried the case;
        it is flaky when some of that run's attempts passed and some did not.
      </p>
    </Help>
  ),
  runs: <Help>{RATE}</Help>,
  versions: (
    <Help>
      <p>
        A version counts the postings that changed any case. An edited case asks or expects
        something else: its results from before do not compare with those after.
      </p>
    </Help>
  ),
  reviews: (
    <Help>
      <p>The ledger: who took in, accepted, verified, retired or restored a case, and why.</p>
    </Help>
  ),
  slices: (
    <Help>
      <p>
        The same run by what its cases say of themselves. A case is in the slice of its intent and
        of each of its tags.
      </p>
      {RATE}
    </Help>
  ),
  results: (
    <Help>
      <p>
        Flaky: some attempts passed and some did not. Unjudged: nobody said whether any did. The
        attempt's number leads to its trace.
      </p>
    </Help>
  ),
  graderErrors: (
    <Help>
      <p>
        Attempts of which the grader told only that it failed. They say nothing about the product
        and are in no rate.
      </p>
    </Help>
  ),
  content: (
    <Help>
      <p>
        What is asked and what is expected. Together they name the case's content: only results of
        equal content are compared.
      </p>
    </Help>
  ),
  provenance: (
    <Help>
      <p>
        Where the case came from, who answers for it, and what it was cut from. When one of the
        dependencies moves on, eval staleness tells.
      </p>
    </Help>
  ),
  attempts: (
    <Help>
      <p>
        A row a subject (model, prompt and config together), a mark an attempt, oldest first. An
        attempt leads to its trace where one is known, else to its run.
      </p>
    </Help>
  ),
  paired: (
    <Help>
      <p>
        Only cases that asked and expected the same in both runs are held against each other. A case
        passes where more than half of its judged attempts do.
      </p>
      <p>
        The interval of the difference is Agresti and Min's for pairs at 95 %; p is McNemar's exact
        test, which asks only the cases on which the runs disagree.
      </p>
    </Help>
  ),
  discordant: (
    <Help>
      <p>The cases on which the two runs disagree: all that the comparison rests on.</p>
    </Help>
  ),
  leftOut: (
    <Help>
      <p>
        Edited: the case asked or expected something else. Content unknown: the case was not posted
        when the result came in, or it changed while the run went on.
      </p>
    </Help>
  ),
  unpaired: (
    <Help>
      <p>
        All judged cases of each run as if they were two independent samples, with Newcombe's
        interval. It also shows what changed in the suite, so it is no verdict on the subjects.
      </p>
    </Help>
  ),
} as const;
