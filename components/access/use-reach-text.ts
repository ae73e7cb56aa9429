import { useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import type { AccessRow } from "@/lib/directory/access/schema";
import type { Reach } from "@/lib/directory/access/vocabulary";

/** What a cell shows, what it adds for a screen reader, and why it is so. */
export function useReachText() {
  const t = useTranslations("access");
  const toRole = useWorkspaceRoleName();
  const toOrganizationRole = useRoleName();
  return {
    toShort: ({ role, kind }: Reach) => {
      if (role === "workspace_restricted_developer") return t("short.restricted");
      return role === null ? t(`short.${kind}`) : toRole(role);
    },
    toTitle: ({ role }: Reach) => (role === null ? undefined : toRole(role)),
    toNote: ({ kind }: Reach) => t(`note.${kind}`),
    toWhy: ({ kind, role }: Reach, person: AccessRow) =>
      t(`why.${person.kind === "left" && kind !== "none" ? "left" : kind}`, {
        name: person.name || person.email,
        role: toOrganizationRole(person.role),
        how: person.role !== "billing" ? "all" : role === "workspace_admin" ? "raised" : "billing",
        day: person.leftOn ?? "",
      }),
  };
}
