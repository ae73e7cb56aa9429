import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { StatementsPanel } from "@/components/statements/statements-panel";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { statementsQuery } from "@/lib/money/statements/queries";
import { getStatementsPage } from "@/lib/money/statements/read-model";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("title") };
}

export default async function StatementsPage() {
  const by = await permitPage("statements:read");
  return (
    <Page>
      <Prefetch queries={[{ ...statementsQuery(), queryFn: () => getStatementsPage(by) }]}>
        <StatementsPanel canWrite={can(by.actor, "statements:write")} />
      </Prefetch>
    </Page>
  );
}
