import type { ReactNode } from "react";
import { ActivityTabs } from "@/components/activity/activity-tabs";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";

export default async function ActivityLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("sync:read");
  return (
    <>
      {can(actor, "activity:read") && <ActivityTabs />}
      {children}
    </>
  );
}
