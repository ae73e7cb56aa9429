import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OffboardPanel } from "@/components/offboardings/offboard-panel";
import { Page } from "@/components/shell/page";
import { permitOnPage, permitPage } from "@/lib/core/auth/permit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("offboardings"))("title") };
}

export default async function OffboardPage() {
  const { actor } = await permitPage("members:read");
  await permitOnPage(actor, "members:write");
  return (
    <Page>
      <OffboardPanel />
    </Page>
  );
}
