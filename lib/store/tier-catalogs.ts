import { z } from "zod";
import type { TierCatalog } from "@/lib/domain/tiers/tier-catalog";
import type { Database, Transaction } from "./database";
import type { Prisma, TierCatalogVersion } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import { lockPosting, type Posting } from "./posting";
import { requestRederive } from "./rederive-jobs";

/** One version of a project's or feature's tiers. */
export type PostedTierCatalog = TierCatalog &
  Posting & {
    readonly version: number;
    /** Null for the project's own, which serves every feature that has none. */
    readonly feature: string | null;
  };

/**
 * Puts a catalog in force and asks for history to be derived by it, both or neither. Without tiers
 * the feature's catalog is withdrawn. Returns the job that derives again, or null when the latest
 * version already says the same and nothing is to be done.
 */
export async function saveTierCatalog(
  db: Database,
  projectId: number,
  feature: string | null,
  { tiers }: TierCatalog,
  posting: Posting,
): Promise<number | null> {
  return db.$transaction(async (tx) => {
    await lockPosting(tx, "tier_catalog", projectId, feature);
    if (await isInForce(tx, projectId, feature, tiers)) return null;
    await tx.tierCatalogVersion.create({
      data: { projectId, feature, tiers: jsonOf(tiers), ...posting },
    });
    return requestRederive(tx, projectId, {
      reason: feature === null ? "Tier catalog changed" : `Tier catalog of ${feature} changed`,
      window: null,
      requestedAt: posting.postedAt,
      requestedBy: posting.postedBy,
    });
  });
}

async function isInForce(
  tx: Transaction,
  projectId: number,
  feature: string | null,
  tiers: TierCatalog["tiers"],
): Promise<boolean> {
  const latest = await tx.tierCatalogVersion.findFirst({
    where: { projectId, feature },
    orderBy: { id: "desc" },
  });
  if (latest === null) return tiers.length === 0;
  const [compared] = await tx.$queryRaw<{ same: boolean }[]>`
    select tiers = ${JSON.stringify(tiers)}::jsonb as same
    from tier_catalog where id = ${latest.id}`;
  return compared?.same === true;
}

/** Every version of every catalog. */
export async function listTierCatalogs(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedTierCatalog>> {
  const found = await db.tierCatalogVersion.findMany(pageQuery(projectId, request));
  return pageOf(found, request, catalogOf);
}

/** The catalogs in force, the project's own first, then by feature. Withdrawn ones are left out. */
export async function loadTierCatalogs(
  db: Database | Transaction,
  projectId: number,
): Promise<PostedTierCatalog[]> {
  const found = await db.$queryRaw`
    select * from (
      select distinct on (feature) id, feature, tiers, posted_at, posted_by
      from tier_catalog
      where project_id = ${projectId}
      order by feature nulls first, id desc
    ) latest
    where tiers <> '[]'::jsonb
    order by feature nulls first`;
  return z.array(catalogRow).parse(found);
}

// What stands in the column was checked when it was posted.
const storedTiers = z.custom<TierCatalog["tiers"]>(Array.isArray);

const catalogRow = z
  .object({
    id: z.int(),
    feature: z.string().nullable(),
    tiers: storedTiers,
    posted_at: z.date(),
    posted_by: z.string(),
  })
  .transform(
    ({ id: version, feature, tiers, posted_at: postedAt, posted_by: postedBy }) =>
      ({ version, feature, tiers, postedAt, postedBy }) satisfies PostedTierCatalog,
  );

function catalogOf(row: TierCatalogVersion): PostedTierCatalog {
  const { id: version, feature, postedAt, postedBy } = row;
  return { version, feature, tiers: storedTiers.parse(row.tiers), postedAt, postedBy };
}

function jsonOf(tiers: TierCatalog["tiers"]): Prisma.InputJsonArray {
  return JSON.parse(JSON.stringify(tiers));
}
