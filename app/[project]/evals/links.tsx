import Link from "next/link";
import { formatCount } from "@/components/format";

/** A number that leads to what it counts; zero leads nowhere. */
export function CountLink({ count, href }: { readonly count: number; readonly href: string }) {
  if (count === 0) return "0";
  return (
    <Link href={href} prefetch={false}>
      {formatCount(count)}
    </Link>
  );
}

/** A name that leads to its page; the whole of a long one is in the tooltip. */
export function NameLink({ href, name }: { readonly href: string; readonly name: string }) {
  return (
    <Link href={href} prefetch={false} title={name}>
      {name}
    </Link>
  );
}
