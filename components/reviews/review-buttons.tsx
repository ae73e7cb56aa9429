"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import type { MenuItem } from "@/components/ui/overlay/menu";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { isUnanswered } from "@/lib/governance/reviews/vocabulary";
import type { ReviewDialog } from "./review-dialogs";
import { useEndSeries, useRemind } from "./use-review-mutations";

const ReviewDialogs = onDemand(() => import("./review-dialogs").then((file) => file.ReviewDialogs));

type Props = ReviewDetail & { canManage: boolean };

export function ReviewButtons({ review, places, events, canManage }: Props) {
  const t = useTranslations("reviews");
  const [open, setOpen] = useState<ReviewDialog>();
  const remind = useRemind();
  const endSeries = useEndSeries();
  const isOpen = review.closedAt === null;
  // Whoever sees the hash sees every workspace, and so does the pack.
  const pack = !isOpen && review.hash !== null && <PackLink reviewId={review.id} />;
  // If there are several workspaces, their reviewers are changed in the list of workspaces.
  const [only] = places.length === 1 ? places : [];
  const hasOwn = isOpen && places.some(({ isMine }) => isMine);
  const items: MenuItem[] = [
    ...(isOpen && places.some(({ mayHandOver }) => mayHandOver)
      ? [{ id: "handOver", label: t("handOverOpen"), onSelect: () => setOpen("handOver") }]
      : []),
    ...(hasOwn && !canManage ? [{ id: "days", label: t("daysOpen"), onSelect: () => setOpen("days") }] : []),
    ...(isOpen && canManage && only
      ? [{ id: "reassign", label: t("reassign"), onSelect: () => setOpen("reassign") }]
      : []),
    ...(isOpen && canManage ? [{ id: "extend", label: t("extend"), onSelect: () => setOpen("extend") }] : []),
    ...(isOpen && canManage
      ? [
          {
            id: "remind",
            label: t("remind"),
            disabledReason: review.remindObstacle ? t(`remindObstacles.${review.remindObstacle}`) : undefined,
            onSelect: () => remind.mutate(review),
          },
        ]
      : []),
    ...(canManage && (review.nextAt || review.isStopped)
      ? [{ id: "series", label: t("endSeries"), onSelect: () => endSeries.mutate(review) }]
      : []),
  ];
  return (
    <>
      {pack}
      {events.length > 0 && (
        <Button onClick={() => setOpen("events")}>
          {t("eventsOpen", { count: isOpen ? events.filter(isUnanswered).length : 0 })}
        </Button>
      )}
      {isOpen && canManage && <Button onClick={() => setOpen("close")}>{t("close")}</Button>}
      {items.length > 0 && <RowMenu label={t("actionsOf", { name: review.name })} items={items} />}
      {open && (
        <ReviewDialogs {...{ open, review, places, events, canManage }} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

function PackLink({ reviewId }: { reviewId: string }) {
  const t = useTranslations("reviews.pack");
  return (
    <a
      href={`/api/export/reviews/pack.zip?review=${reviewId}`}
      download
      title={t("downloadHint")}
      className={toButtonClass()}
    >
      <Download aria-hidden className="size-4 text-ink-faint" />
      {t("download")}
    </a>
  );
}
