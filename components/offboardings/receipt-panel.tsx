"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { VendorText } from "@/components/ui/display/vendor-text";
import { receiptQuery } from "@/lib/directory/offboardings/queries";
import { ReceiptActions } from "./receipt-actions";
import { ReceiptDocument } from "./receipt-document";

export function ReceiptPanel({ id, canCancel }: { id: string; canCancel: boolean }) {
  const t = useTranslations("offboardings");
  const { data, error, refetch } = useQuery(receiptQuery(id));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <div className="print:hidden">
        <PageHeader
          breadcrumbs={
            <Breadcrumbs
              of={[
                { href: "/members", label: t("members") },
                // Sound: the type of a route with a parameter is generic.
                ...(data.memberId
                  ? [
                      {
                        href: `/members/${encodeURIComponent(data.memberId)}` as Route,
                        label: data.name || data.email,
                      },
                    ]
                  : []),
              ]}
            />
          }
          title={
            <>
              {t("receipt.title")}: <VendorText>{data.name || data.email}</VendorText>
            </>
          }
          actions={<ReceiptActions receipt={data} canCancel={canCancel} canPrint />}
        />
      </div>
      <ReceiptDocument receipt={data} />
    </>
  );
}
