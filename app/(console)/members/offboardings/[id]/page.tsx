import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ReceiptPanel } from "@/components/offboardings/receipt-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { toPathId } from "@/lib/core/address/search-params";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { receiptQuery } from "@/lib/directory/offboardings/queries";
import { getReceipt } from "@/lib/directory/offboardings/receipt-read-model";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("offboardings.receipt"))("title") };
}

export default async function ReceiptPage({ params }: Props) {
  const by = await permitPage("members:read");
  const id = toPathId((await params).id) ?? notFound();
  const receipt = await getReceipt(by, { id }).catch((error) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <Page>
      <Prefetch queries={[{ ...receiptQuery(id), queryFn: async () => receipt }]}>
        <ReceiptPanel id={id} canCancel={can(by.actor, "members:write")} />
      </Prefetch>
    </Page>
  );
}
