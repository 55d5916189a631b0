import type { Metadata } from "next";
import Link from "next/link";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { nameField } from "@/lib/analyses/intake-fields";
import { db } from "@/lib/store/db";
import { loadRederiveJobs } from "@/lib/store/rederive-jobs";
import { loadTierCatalogs } from "@/lib/store/tier-catalogs";
import { RederiveProgress } from "../rederive-progress";
import styles from "./catalog.module.css";
import { CatalogEditor } from "./catalog-editor";
import { JobTable } from "./job-table";
import { NewFeature } from "./new-feature";

export const metadata: Metadata = { title: "Tier catalog" };

export default async function CatalogPage(props: PageProps<"/[project]/tier-mix/catalog">) {
  const project = await requireProject((await props.params).project);
  const asked = nameField.safeParse((await props.searchParams)["feature"]);
  const feature = asked.success ? asked.data : null;
  const [catalogs, jobs] = await Promise.all([
    loadTierCatalogs(db, project.id),
    loadRederiveJobs(db, project.id),
  ]);
  const own = catalogs.find((catalog) => catalog.feature === feature);
  const now = new Date().toISOString();
  const path = `/${project.slug}/tier-mix`;
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <p className={styles["crumb"]}>
        <Link href={path}>Tier mix</Link>
      </p>
      <h1>Tier catalog</h1>
      <p className={styles["muted"]}>
        Tells the tier of requests whose traces do not say it themselves. Tiers are tried from the
        top; the first that fits wins. In patterns * stands for any run of characters; model names
        also match without host prefix and snapshot date.
      </p>
      <FeatureLinks
        path={`${path}/catalog`}
        features={catalogs.flatMap((catalog) => catalog.feature ?? [])}
        current={feature}
      />
      <RederiveProgress jobs={jobs} />
      <CatalogEditor
        key={`${feature} ${own?.version}`}
        slug={project.slug}
        feature={feature}
        tiers={own?.tiers ?? []}
      />
      {jobs.length === 0 ? null : (
        <section className={styles["card"]}>
          <h2>History derived again</h2>
          <JobTable jobs={jobs} now={now} />
        </section>
      )}
    </div>
  );
}

type FeatureLinksProps = {
  readonly path: string;
  readonly features: readonly string[];
  readonly current: string | null;
};

/** Whose catalog is edited; a feature without one goes by the project's. */
function FeatureLinks({ path, features, current }: FeatureLinksProps) {
  const shown = [...new Set([...features, ...(current === null ? [] : [current])])].sort();
  return (
    <nav className={styles["features"]} aria-label="Whose catalog">
      <Link href={path} aria-current={current === null ? "page" : undefined}>
        All features
      </Link>
      {shown.map((feature) => (
        <Link
          key={feature}
          href={`${path}?feature=${encodeURIComponent(feature)}`}
          aria-current={current === feature ? "page" : undefined}
        >
          {feature}
        </Link>
      ))}
      <NewFeature path={path} />
    </nav>
  );
}
