import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ActivityPanel } from "@/components/activity/activity-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ListViews } from "@/components/views/list-views";
import { viewsQuery } from "@/lib/account/views/queries";
import { listViews } from "@/lib/account/views/store";
import { can } from "@/lib/core/auth/permissions";
import { permitActor, permitPage } from "@/lib/core/auth/permit";
import { readLogProof } from "@/lib/governance/activity/proof";
import { activityEntryQuery, activityQuery, logProofQuery } from "@/lib/governance/activity/queries";
import { getActivityEntry, listActivity } from "@/lib/governance/activity/read-model";
import { loadActivityEntry, loadActivitySearch } from "@/lib/governance/activity/search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("title") };
}

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("activity:read");
  const views = await permitPage("views:read");
  const search = await loadActivitySearch(searchParams);
  const { entry } = await loadActivityEntry(searchParams);
  const canVerify = can(by.actor, "log:read");
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...viewsQuery("activity"), queryFn: () => listViews(views, "activity") },
          { ...activityQuery(search), queryFn: () => listActivity(by, search) },
          ...(canVerify
            ? [{ ...logProofQuery(), queryFn: () => readLogProof(permitActor(by.actor, "log:read")) }]
            : []),
          ...(entry
            ? [{ ...activityEntryQuery(entry), queryFn: () => getActivityEntry(by, { entry }) }]
            : []),
        ]}
      >
        <ListViews page="activity" canSave={can(by.actor, "views:write")}>
          <ActivityPanel
            canResolve={can(by.actor, "activity:write")}
            canVerify={canVerify}
            canUndo={can(by.actor, "bulk:write")}
          />
        </ListViews>
      </Prefetch>
    </Page>
  );
}
