"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { reviewsQuery } from "@/lib/governance/reviews/queries";
import { useReviewColumns } from "./use-review-columns";

const StartDialog = onDemand(() => import("./start-dialog").then((file) => file.StartDialog));

export function ReviewsPanel({ canManage }: { canManage: boolean }) {
  const t = useTranslations("reviews");
  const { data, error, refetch } = useQuery(reviewsQuery());
  const [isStarting, setStarting] = useAskedDialog("start");
  const columns = useReviewColumns(
    data?.reviews.some(({ isStopped, nextAt }) => isStopped || nextAt !== null) ?? false,
  );
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const isEmpty = data.reviews.length === 0;
  const start = canManage && (
    <Button variant="primary" onClick={() => setStarting(true)}>
      <Plus aria-hidden className="size-4" />
      {t("start")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={isEmpty ? null : start} />
      {isEmpty ? (
        <EmptyState
          icon={<UserRoundCheck />}
          title={t("emptyTitle")}
          text={t(canManage ? "emptyText" : "emptyReader")}
          action={start}
        />
      ) : (
        <Table label={t("title")} columns={columns} rows={toRows(data.reviews, ({ id }) => id)} lines={2} />
      )}
      {canManage && isStarting && <StartDialog onClose={() => setStarting(false)} />}
    </>
  );
}
