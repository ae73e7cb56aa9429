"use client";

import { useQuery } from "@tanstack/react-query";
import { syncStatusQuery } from "@/lib/across/sync/queries";
import type { PagePart } from "@/lib/core/db/vocabulary";

export function useOrganization() {
  const { data } = useQuery(syncStatusQuery());
  const unavailable: readonly string[] = data?.unavailable ?? [];
  return {
    lacks: (part: PagePart) => unavailable.includes(part),
    isEnterprise: data?.kind === "enterprise",
    isSandbox: data?.isSandbox ?? false,
  };
}

export function useRolesOffered<Role extends string>(roles: readonly Role[]): Role[] {
  const { isEnterprise } = useOrganization();
  return toRolesOffered(roles, isEnterprise);
}

/** Enterprise organizations accept only one of the Console's roles. */
export function toRolesOffered<Role extends string>(roles: readonly Role[], isEnterprise: boolean): Role[] {
  return roles.filter((role) => !isEnterprise || role === "user");
}
