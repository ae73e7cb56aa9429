import { useTranslations } from "next-intl";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";

const known = [...assignableWorkspaceRoles, "workspace_billing"] as const;

/** A role that the vendor added later is shown as received. */
export function useWorkspaceRoleName(): (role: string) => string {
  const t = useTranslations("workspaces.roles");
  return (role) => {
    const found = known.find((one) => one === role);
    return found ? t(found) : role;
  };
}
