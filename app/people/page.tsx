import type { Metadata } from "next";
import Link from "next/link";
import { db } from "@/lib/store/db";
import { listPeople } from "@/lib/store/people";
import account from "../account/account.module.css";
import { requireOrganisationOwner } from "../require-project";
import { PeopleTable } from "./people-table";

export const metadata: Metadata = { title: "People of this server" };

export default async function PeoplePage() {
  const person = await requireOrganisationOwner();
  const people = await listPeople(db);
  return (
    <main className={account["page"]}>
      <p>
        <Link href="/?all=1">All projects</Link>
      </p>
      <h1>People of this server</h1>
      <p>
        Owners of the server are owners of every project, make projects and name other owners.
        Everybody else sees the projects that they were let into, under Settings, People there.
      </p>
      <PeopleTable people={people} own={person.id} />
    </main>
  );
}
