import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SchedulesPanel } from "@/components/schedules/schedules-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { schedulesQuery } from "@/lib/across/schedules/queries";
import { getSchedulesPage } from "@/lib/across/schedules/read-model";
import { reportPermissions, scheduledReports } from "@/lib/across/schedules/vocabulary";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { channelsQuery } from "@/lib/core/delivery/queries";
import { listChannels } from "@/lib/core/delivery/read-model";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schedules"))("title") };
}

export default async function SchedulesPage() {
  const by = await permitPage("schedules:read");
  return (
    <Page>
      <Prefetch
        queries={[
          { ...schedulesQuery(), queryFn: () => getSchedulesPage(by) },
          { ...channelsQuery(), queryFn: () => listChannels(by) },
        ]}
      >
        <SchedulesPanel
          canWrite={can(by.actor, "schedules:write")}
          isAdmin={can(by.actor, "settings:write")}
          reports={scheduledReports.filter((report) => can(by.actor, reportPermissions[report]))}
        />
      </Prefetch>
    </Page>
  );
}
