import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { StatementPanel } from "@/components/statements/statement-panel";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { statementQuery } from "@/lib/money/statements/queries";
import { getStatement } from "@/lib/money/statements/read-model";

type Props = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const number = formatNumber(Number((await params).number) || 0);
  return { title: (await getTranslations("statements"))("one", { number }) };
}

export default async function StatementPage({ params }: Props) {
  const by = await permitPage("statements:read");
  const { number: text } = await params;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : notFound();
  const statement = await getStatement(by, number).catch((error) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <Page>
      <Prefetch queries={[{ ...statementQuery(number), queryFn: async () => statement }]}>
        <StatementPanel number={number} canWrite={can(by.actor, "statements:write")} />
      </Prefetch>
    </Page>
  );
}
