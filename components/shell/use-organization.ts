"use client";

import { useQuery } from "@tanstack/react-query";
import type { PagePart } from "@/lib/db/vocabulary";
import { syncStatusQuery } from "@/lib/sync/queries";

export function useOrganization() {
  const { data } = useQuery(syncStatusQuery());
  const unavailable: readonly string[] = data?.unavailable ?? [];
  return {
    lacks: (part: PagePart) => unavailable.includes(part),
    isEnterprise: data?.kind === "enterprise",
  };
}

/** Enterprise organizations accept only one of the Console's roles. */
export function useRolesOffered<Role extends string>(roles: readonly Role[]): Role[] {
  const { isEnterprise } = useOrganization();
  return roles.filter((role) => !isEnterprise || role === "user");
}
