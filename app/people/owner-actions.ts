"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db } from "@/lib/store/db";
import { deletePerson, saveOrganisationOwner } from "@/lib/store/people";
import { requireOrganisationOwner } from "../require-project";

const personId = z.string().min(1).max(100);
const LAST = "Somebody has to own the server; name another owner first";

/** Makes somebody an owner of the server or ends that; says what is wrong, or null. */
export async function setOwnerAction(id: string, isOwner: boolean): Promise<string | null> {
  await requireOrganisationOwner();
  const changed = await saveOrganisationOwner(db, personId.parse(id), z.boolean().parse(isOwner));
  revalidatePath("/people");
  return changed ? null : LAST;
}

/** Removes somebody with their sessions and memberships; says what is wrong, or null. */
export async function deletePersonAction(id: string): Promise<string | null> {
  await requireOrganisationOwner();
  const wanted = personId.parse(id);
  if (!(await saveOrganisationOwner(db, wanted, false))) return LAST;
  await deletePerson(db, wanted);
  revalidatePath("/people");
  return null;
}
