import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function WorkspacesLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("workspaces:read");
  if (!(await isPartUnavailable("workspaces"))) return children;
  return <NotAvailableState part="workspaces" canOpenSettings={can(actor, "settings:read")} />;
}
