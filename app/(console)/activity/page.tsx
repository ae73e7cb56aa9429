import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ActivityPanel } from "@/components/activity/activity-panel";
import { KeyDeactivation } from "@/components/keys/key-deactivation-provider";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { readLogProof } from "@/lib/activity/proof";
import { activityQuery, logProofQuery } from "@/lib/activity/queries";
import { listActivity } from "@/lib/activity/read-model";
import { loadActivitySearch } from "@/lib/activity/search-params";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("title") };
}

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("activity:read");
  const search = await loadActivitySearch(searchParams);
  return (
    <Page isFilling>
      <Prefetch
        queries={[
          { ...activityQuery(search), queryFn: () => listActivity(by, search) },
          { ...logProofQuery(), queryFn: () => readLogProof(by) },
        ]}
      >
        <KeyDeactivation>
          <ActivityPanel canResolve={can(by.actor, "activity:write")} />
        </KeyDeactivation>
      </Prefetch>
    </Page>
  );
}
