import { audited } from "@/app/audited";
import { pageAnswer, takeListing } from "@/app/list-posted";
import { tierCatalogChange } from "@/app/posted-changes";
import { takePosting } from "@/app/take-posting";
import { tierCatalogBody } from "@/lib/analyses/tier-mix/intake-tier-catalog";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadRederiveJobs } from "@/lib/store/rederive-jobs";
import { listTierCatalogs, loadTierCatalogs, saveTierCatalog } from "@/lib/store/tier-catalogs";

/** The catalogs in force, every version there was, and how far deriving by them has come. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  const versions = await listTierCatalogs(db, projectId, page);
  return {
    catalogs: await loadTierCatalogs(db, projectId),
    ...pageAnswer("versions", versions),
    rederivations: await loadRederiveJobs(db, projectId),
  };
});

/** Puts a catalog in force; what it changes in history is derived again. */
export const PUT = route(async (request) => {
  const { projectId, posting, acting, body } = await takePosting(request, tierCatalogBody);
  const { feature, ...catalog } = body;
  const change = tierCatalogChange(projectId, feature);
  const rederivation = await audited(acting, change, () =>
    saveTierCatalog(db, projectId, feature, catalog, posting),
  );
  return { catalog: body, changed: rederivation !== null, rederivation };
});
