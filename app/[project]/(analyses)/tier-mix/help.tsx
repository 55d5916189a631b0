import type { ReactNode } from "react";

/** Where the method is written down; the path is the document's in the repository. */
const DOCUMENT = "docs/analyses/tier-mix.md";

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
  picture: (
    <Help>
      <p>
        Of the requests that started in each bucket, the share that each tier served: the tier of
        the attempt whose output reached the user. A request counts once, however often it was
        tried. Evals, replays and canaries are left out.
      </p>
      <p>
        <code>share = requests of the tier / all requests</code>. Requests of unknown tier stay in
        the denominator.
      </p>
    </Help>
  ),
  objectives: (
    <Help>
      <p>
        A floor allows <code>1 − target</code> of the requests to miss, a ceiling allows{" "}
        <code>target</code>. <code>burn = bad share / allowed share</code>: at 1 a budget lasts just
        its period.
      </p>
      <p>
        An alert fires when the burn is above its factor in a long and in a short window. Where no
        share of bad requests can burn that fast, it fires half-way to everything bad.
      </p>
    </Help>
  ),
  rotation: (
    <Help>
      <p>
        Holds the last seven days against a mix that somebody froze. Distance is{" "}
        <code>½ Σ |p − q|</code>, the share of requests that went elsewhere. A reference that
        follows along would hide a slow rotation, so it moves only when somebody freezes another.
      </p>
      <p>
        The cumulative sum adds up how far each day lies from the reference beyond half a standard
        deviation; it alarms above 8. It rotates slowly when the distance is 2 points and the sum or
        the trend agrees.
      </p>
    </Help>
  ),
  quality: (
    <Help>
      <p>
        Of the requests of a tier that somebody or something judged, the share judged good. Where
        judgements differ, a person's counts before an evaluator's and that before a user's, and of
        these the latest, of one moment the bad one. A label such as good, pass or incorrect
        decides, else a number from 0 to 1 is good from a half on; other numbers judge nothing.
      </p>
      <p>
        Intervals are Wilson's, differences to the primary tier Newcombe's, both at 95 %. Under 30
        judged requests it cannot be told. Who gets judged is seldom drawn by lot: read differences
        as of the judged requests only.
      </p>
    </Help>
  ),
  steps: (
    <Help>
      <p>
        The days are cut where the primary tier's share moved for good (optimal partition under the
        binomial likelihood). Each step is credited to the changes posted about that time, by what
        their own rules demoted; what is left is unattributed. The steps sum exactly.
      </p>
    </Help>
  ),
  attribution: (
    <Help>
      <p>
        Demoted requests by the reason and by the rule that landed them on the tier that served. The
        shares are of all requests and sum to the demoted share. Differences are against the
        reference, or without one against as long a time before; intervals are Newcombe's.
      </p>
    </Help>
  ),
  segments: (
    <Help>
      <p>
        Kitagawa's decomposition: how much of the change of the demoted share comes from more
        requests of a value (mix), how much from more of its requests being demoted (rate). Within a
        dimension they sum to the change.
      </p>
      <p>Dimensions are ranked by surprise (Adtributor).</p>
    </Help>
  ),
  heatmap: (
    <Help>
      <p>
        Of the requests of each value, the share that each tier served. Blank: the value has no
        requests of its own. Hatched: none of its requests went there.
      </p>
    </Help>
  ),
  flows: (
    <Help>
      <p>
        From the tier that was meant to serve, by the reason why it did not, to the tier that did.
        Heights are in proportion to requests. Who does not say what was meant, meant the primary.
      </p>
    </Help>
  ),
  reconciliation: (
    <Help>
      <p>
        What your own counters claim against what traces of the same time show. A counter matches
        within two standard errors of both. Otherwise the fewest reasons, or tiers, are looked for
        whose requests together give what it claims.
      </p>
    </Help>
  ),
  ledger: (
    <Help>
      <p>
        Every rule that was declared, or that traces name. Expired: past the moment it was to be
        looked at again. Over: moves more than twice its declared share. Undeclared: traces name it
        and nobody posted it.
      </p>
    </Help>
  ),
  tiers: (
    <Help>
      <p>
        Touched counts requests any of whose attempts went to the tier. Users and sessions count who
        was served by it at least once, so they overlap. Intervals are Wilson's at 95 %.
      </p>
    </Help>
  ),
} as const;
