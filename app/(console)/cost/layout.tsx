import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function CostLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("cost:read");
  if (!(await isPartUnavailable("cost"))) return children;
  return <NotAvailableState part="cost" canOpenSettings={can(actor, "settings:read")} />;
}
