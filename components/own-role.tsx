"use client";

import { createContext, type ReactNode, useContext } from "react";
import { isAtLeast, type Role } from "@/lib/domain/role";

const OwnRole = createContext<Role>("viewer");

type OwnRoleProviderProps = { readonly role: Role; readonly children: ReactNode };

/** Tells the parts of a page what its reader is in the project. */
export function OwnRoleProvider({ role, children }: OwnRoleProviderProps) {
  return <OwnRole value={role}>{children}</OwnRole>;
}

/** Whether the reader is at least that, so that nobody is offered what they may not do. */
export function useMay(least: Role): boolean {
  return isAtLeast(useContext(OwnRole), least);
}
