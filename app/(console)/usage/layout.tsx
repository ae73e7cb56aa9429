import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function UsageLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("usage:read");
  if (!(await isPartUnavailable("usage"))) return children;
  return <NotAvailableState part="usage" canOpenSettings={can(actor, "settings:read")} />;
}
