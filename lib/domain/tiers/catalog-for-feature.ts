import type { TierCatalog } from "./tier-catalog";

/** The catalog that a feature's traces go by: its own, else the project's, which has no feature. */
export function catalogForFeature<
  Catalog extends TierCatalog & { readonly feature: string | null },
>(catalogs: readonly Catalog[], feature: string | null): Catalog | null {
  const of = (name: string | null) => catalogs.find((catalog) => catalog.feature === name);
  return of(feature) ?? of(null) ?? null;
}
