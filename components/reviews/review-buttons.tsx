"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import type { MenuItem } from "@/components/ui/overlay/menu";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { useEndSeries, useRemind } from "./use-review-mutations";

const ExtendDialog = onDemand(() => import("./extend-dialog").then((file) => file.ExtendDialog));
const CloseDialog = onDemand(() => import("./close-dialog").then((file) => file.CloseDialog));

const ReassignDialog = onDemand(() => import("./reassign-dialog").then((file) => file.ReassignDialog));

type Props = ReviewDetail & { canManage: boolean };

export function ReviewButtons({ review, places, canManage }: Props) {
  const t = useTranslations("reviews");
  const [open, setOpen] = useState<"extend" | "close" | "reassign">();
  const remind = useRemind();
  const endSeries = useEndSeries();
  const close = () => setOpen(undefined);
  const isOpen = review.closedAt === null;
  // Whoever sees the hash sees every workspace, and so does the pack.
  const pack = !isOpen && review.hash !== null && <PackLink reviewId={review.id} />;
  if (!canManage) return pack;
  // If there are several workspaces, their reviewers are changed in the list of workspaces.
  const [only] = places.length === 1 ? places : [];
  const items: MenuItem[] = [
    ...(isOpen && only
      ? [{ id: "reassign", label: t("reassign"), onSelect: () => setOpen("reassign") }]
      : []),
    ...(isOpen ? [{ id: "extend", label: t("extend"), onSelect: () => setOpen("extend") }] : []),
    ...(isOpen
      ? [
          {
            id: "remind",
            label: t("remind"),
            disabledReason: review.remindObstacle ? t(`remindObstacles.${review.remindObstacle}`) : undefined,
            onSelect: () => remind.mutate(review),
          },
        ]
      : []),
    ...(review.nextAt || review.isStopped
      ? [{ id: "series", label: t("endSeries"), onSelect: () => endSeries.mutate(review) }]
      : []),
  ];
  return (
    <>
      {pack}
      {isOpen && <Button onClick={() => setOpen("close")}>{t("close")}</Button>}
      {items.length > 0 && <RowMenu label={t("actionsOf", { name: review.name })} items={items} />}
      {open === "extend" && <ExtendDialog review={review} onClose={close} />}
      {open === "reassign" && only && <ReassignDialog reviewId={review.id} place={only} onClose={close} />}
      {open === "close" && <CloseDialog review={review} places={places} onClose={close} />}
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
