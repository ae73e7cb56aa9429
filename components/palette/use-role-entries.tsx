"use client";

import { UserCog, UsersRound } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { maxHits } from "@/lib/across/palette/vocabulary";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";
import type { Entry, ObjectEntry } from "./entry";

/** Changing roles to one that was said: of each person who is found, and of all of them unless there may be more. */
export function useToRoleEntries(): (found: readonly ObjectEntry[], role: AssignableRole) => Entry[] {
  const t = useTranslations("palette.objectOperations.changeRole");
  const toName = useRoleName();
  return (found, role) => {
    const people = found.filter(({ operations }) => operations.includes("changeRole"));
    const ids = people.map(({ value }) => value.slice(value.indexOf(":") + 1));
    const each = people.map(({ value, label, detail }, index): Entry => {
      const query = new URLSearchParams({ open: "role", as: role });
      return {
        value: `${value} changeRole`,
        label: t("to", { name: label, role: toName(role) }),
        ...(detail && { detail }),
        icon: <UserCog />,
        href: toHref(`/members/${encodeURIComponent(ids[index] ?? "")}?${query}`),
        about: value,
      };
    });
    if (people.length < 2 || found.length >= maxHits) return each;
    const all = {
      value: "operation:changeRoles",
      label: t("toAll", { count: people.length, role: toName(role) }),
      detail: people.map(({ label }) => label).join(", "),
      icon: <UsersRound />,
      href: toHref(`/members?${new URLSearchParams({ only: ids.join(), open: "roles", as: role })}`),
    };
    return [all, ...each];
  };
}

/** Sound: each address is a page of ours; typed routes don't know query strings. */
function toHref(address: string): Route {
  return address as Route;
}
