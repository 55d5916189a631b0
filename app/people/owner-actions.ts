"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db } from "@/lib/store/db";
import { deletePerson, findPerson, saveOrganisationOwner } from "@/lib/store/people";
import { actingOnServer, audited } from "../audited";
import { requireOrganisationOwner } from "../require-project";

const personId = z.string().min(1).max(100);
const LAST = "Somebody has to own the server; name another owner first";

/** Makes somebody an owner of the server or ends that; says what is wrong, or null. */
export async function setOwnerAction(id: string, isOwner: boolean): Promise<string | null> {
  const owner = await requireOrganisationOwner();
  const wanted = personId.parse(id);
  const changed = await audited(actingOnServer(owner), personChange(wanted, "owner.set"), () =>
    saveOrganisationOwner(db, wanted, z.boolean().parse(isOwner)),
  );
  revalidatePath("/people");
  return changed ? null : LAST;
}

/** Removes somebody with their sessions and memberships; says what is wrong, or null. */
export async function deletePersonAction(id: string): Promise<string | null> {
  const owner = await requireOrganisationOwner();
  const wanted = personId.parse(id);
  const isGone = await audited(
    actingOnServer(owner),
    personChange(wanted, "person.delete"),
    async () => {
      if (!(await saveOrganisationOwner(db, wanted, false))) return false;
      await deletePerson(db, wanted);
      return true;
    },
  );
  if (!isGone) return LAST;
  revalidatePath("/people");
  return null;
}

const personChange = (id: string, action: string) => ({
  action,
  subject: id,
  load: () => findPerson(db, id),
});
