/**
 * Facts of a trace that must all hold for it to be of a tier. A field that is absent asks nothing;
 * without any field nothing matches. Names are globs (`*` any run of characters, `?` any one) and
 * ignore case; model names match as sent or without host prefix and snapshot date.
 */
export type TierMatch = {
  /** Model that answered the call whose output reached the user. */
  readonly servedModel?: string | undefined;
  /** Model which that call asked for. */
  readonly requestedModel?: string | undefined;
  /** Provider of that call. */
  readonly provider?: string | undefined;
  /** Any span of the trace has such a name. */
  readonly spanName?: string | undefined;
  /** Any span of the trace has the attribute with such a value. */
  readonly attribute?: { readonly key: string; readonly glob: string } | undefined;
  /** Whether the request failed: its root did, or every model call. A failure that was made good is none. */
  readonly hasError?: boolean | undefined;
  /** Whether the trace has no model call at all. */
  readonly noLlmSpan?: boolean | undefined;
};

export type CatalogTier = {
  readonly name: string;
  /** 0 is primary; a higher level is a worse service. */
  readonly level: number;
  /** Alternatives: one that holds is enough. */
  readonly match: readonly TierMatch[];
};

/** A project's or feature's tiers in the order in which they are tried: the first that matches wins. */
export type TierCatalog = { readonly tiers: readonly CatalogTier[] };
