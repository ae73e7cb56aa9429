import { useTranslations } from "next-intl";
import { assignableWorkspaceRoles } from "@/lib/workspaces/vocabulary";

const known = [...assignableWorkspaceRoles, "workspace_billing"] as const;

/** The role in words; one the vendor added later is shown as it came. */
export function useWorkspaceRoleName(): (role: string) => string {
  const t = useTranslations("workspaces.roles");
  return (role) => {
    const found = known.find((one) => one === role);
    return found ? t(found) : role;
  };
}
