import Link from "next/link";
import { formatCount } from "@/components/format";
import { caseHref } from "./eval-address";

type CaseNamesProps = {
  readonly slug: string;
  readonly suite: string;
  readonly ids: readonly string[];
  /** So many are named, the rest is counted. */
  readonly most: number;
};

/** Cases by name, each leading to its page. */
export function CaseNames({ slug, suite, ids, most }: CaseNamesProps) {
  const more = ids.length - most;
  return (
    <>
      {ids.slice(0, most).map((id, place) => (
        <span key={id}>
          {place === 0 ? "" : ", "}
          <Link href={caseHref(slug, suite, id)} prefetch={false}>
            {id}
          </Link>
        </span>
      ))}
      {more > 0 ? ` and ${formatCount(more)} more` : null}
    </>
  );
}
