import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MyAccessPanel } from "@/components/me/my-access-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitPage } from "@/lib/auth/permit";
import { getMyAccess } from "@/lib/me/mirror";
import { myAccessQuery } from "@/lib/me/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me"))("title") };
}

export default async function MePage() {
  const by = await permitPage("me:read");
  return (
    <Page>
      <Prefetch queries={[{ ...myAccessQuery(), queryFn: () => getMyAccess(by) }]}>
        <MyAccessPanel />
      </Prefetch>
    </Page>
  );
}
