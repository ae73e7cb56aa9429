import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnTokensSection } from "@/components/access-tokens/own-tokens-section";
import { MyAccessPanel } from "@/components/me/my-access-panel";
import { OwnPasskeysSection } from "@/components/passkeys/own-passkeys-section";
import { OwnSessionsSection } from "@/components/sessions/own-sessions-section";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { ownTokensQuery } from "@/lib/account/access-tokens/queries";
import { listOwnTokens } from "@/lib/account/access-tokens/store";
import { myAccessQuery } from "@/lib/account/me/queries";
import { getMyAccess } from "@/lib/account/me/read-model";
import { ownPasskeysQuery } from "@/lib/account/passkeys/queries";
import { listOwnPasskeys } from "@/lib/account/passkeys/store";
import { ownSessionsQuery } from "@/lib/account/sessions/queries";
import { listOwnSessions } from "@/lib/account/sessions/store";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";

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
          { ...ownTokensQuery(), queryFn: () => listOwnTokens(by) },
        ]}
      >
        <MyAccessPanel />
        <OwnSessionsSection />
        <OwnPasskeysSection canAdd={can(by.actor, "passkeys:write")} />
        <OwnTokensSection canAdd={can(by.actor, "tokens:write")} persona={by.actor.persona} />
      </Prefetch>
    </Page>
  );
}
