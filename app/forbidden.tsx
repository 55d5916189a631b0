import Link from "next/link";
import { Notice } from "@/components/notice";

export default function Forbidden() {
  return (
    <main>
      <Notice title="This takes another role">
        <p>
          You may see this project, but not this part of it. An admin or owner of the project can
          change what you are there, under Settings, People.
        </p>
        <p>
          <Link href="/">Go to your projects</Link>
        </p>
      </Notice>
    </main>
  );
}
