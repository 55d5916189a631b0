import Link from "next/link";
import { Notice } from "@/components/notice";

export default function NotFound() {
  return (
    <main>
      <Notice title="There is nothing at this address">
        <p>The page, project or trace was removed, or the address has a typing error.</p>
        <p>
          <Link href="/">Go to your projects</Link>
        </p>
      </Notice>
    </main>
  );
}
