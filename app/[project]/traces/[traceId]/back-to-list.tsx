"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { rememberedList } from "@/components/remembered-list";
import styles from "./trace-header.module.css";

/** Leads to the list as the reader left it. */
export function BackToList({ listAddress }: { listAddress: string }) {
  const router = useRouter();
  return (
    <Link
      className={styles["back"]}
      href={listAddress}
      title="Back to the list (Esc)"
      onNavigate={(event) => {
        event.preventDefault();
        router.push(rememberedList(listAddress));
      }}
    >
      Traces
    </Link>
  );
}
