import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OffboardPanel } from "@/components/offboardings/offboard-panel";
import { Page } from "@/components/shell/page";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("offboardings"))("title") };
}

export default async function OffboardPage() {
  const { actor } = await permitPage("members:read");
  if (!can(actor, "members:write")) forbidden();
  return (
    <Page>
      <OffboardPanel />
    </Page>
  );
}
