import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PersonPanel } from "@/components/members/person-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { deactivateKey } from "@/lib/keys/actions";
import { findMemberDetail } from "@/lib/members/person-mirror";
import { memberDetailQuery } from "@/lib/members/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") };
}

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const by = await permitPage("members:read");
  const memberId = decodeURIComponent((await params).id);
  const detail = await findMemberDetail(by, memberId);
  if (!detail) notFound();
  return (
    <Page>
      <Prefetch queries={[{ ...memberDetailQuery(memberId), queryFn: async () => detail }]}>
        <PersonPanel
          memberId={memberId}
          canWrite={can(by.actor, "members:write")}
          deactivateKey={deactivateKey}
          access={null}
        />
      </Prefetch>
    </Page>
  );
}
