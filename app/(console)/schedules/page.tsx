import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SchedulesPanel } from "@/components/schedules/schedules-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { channelsQuery } from "@/lib/delivery/queries";
import { listChannels } from "@/lib/delivery/read-model";
import { schedulesQuery } from "@/lib/schedules/queries";
import { getSchedulesPage } from "@/lib/schedules/read-model";
import { reportPermissions, scheduledReports } from "@/lib/schedules/vocabulary";

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
          reports={scheduledReports.filter((report) => can(by.actor, reportPermissions[report]))}
        />
      </Prefetch>
    </Page>
  );
}
