import Link from "next/link";
import { Notice } from "@/components/notice";

type NoSuitesProps = { readonly slug: string; readonly suite: string | null };

/** Why there is nothing to judge, and what gives it something. */
export function NoSuites({ slug, suite }: NoSuitesProps) {
  if (suite !== null) {
    return (
      <Notice level={2} title={`There is no suite named “${suite}”`} isWide>
        <p>
          It may have another name. <Link href={`/${slug}/evals`}>See which suites there are</Link>,
          or <Link href={`/${slug}/eval-staleness`}>look at all of them</Link>.
        </p>
      </Notice>
    );
  }
  return (
    <Notice level={2} title="There is no eval suite yet" isWide>
      <p>
        Post the cases of one, or make a case from a production trace. Production is compared with
        them from then on.
      </p>
      <pre>
        <code>npx tidemark import-evals cases.csv --suite support-gold</code>
      </pre>
    </Notice>
  );
}
