import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MyAccessPanel } from "@/components/me/my-access-panel";
import { OwnPasskeysSection } from "@/components/passkeys/own-passkeys-section";
import { OwnSessionsSection } from "@/components/sessions/own-sessions-section";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { myAccessQuery } from "@/lib/me/queries";
import { getMyAccess } from "@/lib/me/read-model";
import { ownPasskeysQuery } from "@/lib/passkeys/queries";
import { listOwnPasskeys } from "@/lib/passkeys/store";
import { ownSessionsQuery } from "@/lib/sessions/queries";
import { listOwnSessions } from "@/lib/sessions/store";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me"))("title") };
}

export default async function MePage() {
  const by = await permitPage("me:read");
  return (
    <Page>
      <Prefetch
        queries={[
          { ...myAccessQuery(), queryFn: () => getMyAccess(by) },
          { ...ownSessionsQuery(), queryFn: () => listOwnSessions(by) },
          { ...ownPasskeysQuery(), queryFn: () => listOwnPasskeys(by) },
        ]}
      >
        <MyAccessPanel />
        <OwnSessionsSection />
        <OwnPasskeysSection canAdd={can(by.actor, "passkeys:write")} />
      </Prefetch>
    </Page>
  );
}
