import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportPanel } from "@/components/invites/import-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitOnPage, permitPage } from "@/lib/core/auth/permit";
import { listInvitableWorkspaces } from "@/lib/directory/invites/import-read-model";
import { invitableWorkspacesQuery } from "@/lib/directory/invites/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invites.import"))("title") };
}

export default async function InviteImportPage() {
  const by = await permitPage("invites:read");
  await permitOnPage(by.actor, "invites:write");
  return (
    <Page isFilling>
      <Prefetch queries={[{ ...invitableWorkspacesQuery(), queryFn: () => listInvitableWorkspaces(by) }]}>
        <ImportPanel />
      </Prefetch>
    </Page>
  );
}
