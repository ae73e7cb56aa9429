"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingState } from "@/components/shell/loading-state";
import { NotAvailableNote } from "@/components/shell/not-available-note";
import { PageHeader } from "@/components/shell/page-header";
import { VendorText } from "@/components/ui/display/vendor-text";
import { overviewQuery } from "@/lib/overview/queries";
import { AttentionList } from "./attention-list";
import { DirectoryTiles, UsageTiles } from "./figure-tiles";
import { SpendNote, SpendTiles } from "./spend-tiles";

const shownDays = 62;

/** A lead sees only their own workspaces. */
export function OverviewPanel({ name, isPartial }: { name: string; isPartial: boolean }) {
  const t = useTranslations("overview");
  const { data, error, refetch } = useQuery(overviewQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={
          isPartial
            ? t("descriptionLead")
            : t.rich("description", { name: () => <VendorText>{name}</VendorText> })
        }
      />
      <section aria-label={t("figures")} className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <SpendTiles budget={data.budget} />
        <UsageTiles overview={data} />
        <DirectoryTiles overview={data} />
      </section>
      <IncompleteLately reports={["cost", "usage", "claude-code"]} days={shownDays} />
      <SpendNote />
      <NotAvailableNote parts={data.unavailable} />
      <AttentionList items={data.attention} loading={data.attentionLoading} />
    </>
  );
}
