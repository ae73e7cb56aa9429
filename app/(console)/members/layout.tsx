import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function MembersLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("members:read");
  if (!(await isPartUnavailable("members"))) return children;
  return <NotAvailableState part="members" canOpenSettings={can(actor, "settings:read")} />;
}
