"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { ReviewPlace } from "@/lib/governance/reviews/schema";
import { toReviewQueryString } from "@/lib/governance/reviews/search-params";
import { OpenEnds, ProgressCell } from "./progress-cell";

export function usePlaceColumns(
  reviewId: string,
  onReassign: ((place: ReviewPlace) => void) | undefined,
): Column<ReviewPlace>[] {
  const t = useTranslations("reviews");
  return useMemo(() => {
    const columns: Column<ReviewPlace>[] = [
      {
        id: "workspace",
        header: t("workspace"),
        cell: (place) => <Name reviewId={reviewId} place={place} />,
      },
      { id: "reviewers", header: t("reviewers"), width: 320, cell: (place) => <Reviewers {...place} /> },
      {
        id: "progress",
        header: t("progress"),
        width: 200,
        card: "value",
        cell: ({ progress }) => <ProgressCell progress={progress} />,
      },
      {
        id: "open",
        header: t("openEnds"),
        width: 220,
        cell: ({ progress }) => <OpenEnds progress={progress} />,
      },
    ];
    if (!onReassign) return columns;
    return [...columns, toActions(t, onReassign)];
  }, [t, reviewId, onReassign]);
}

function toActions(
  t: ReturnType<typeof useTranslations<"reviews">>,
  onReassign: (place: ReviewPlace) => void,
): Column<ReviewPlace> {
  return {
    id: "actions",
    header: t("actions"),
    isHeaderHidden: true,
    width: 56,
    cell: (place) => (
      <RowMenu
        label={t("actionsOf", { name: place.name })}
        items={[{ id: "reassign", label: t("reassign"), onSelect: () => onReassign(place) }]}
      />
    ),
  };
}

function Name({ reviewId, place }: { reviewId: string; place: ReviewPlace }) {
  const t = useTranslations("reviews");
  // Sound: the type of a route with a parameter is generic.
  const href = toReviewQueryString(`/reviews/${reviewId}`, { workspace: place.workspaceId }) as Route;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href={href} className="min-w-0 truncate rounded-sm font-medium hover:underline">
        <VendorText>{place.name}</VendorText>
      </Link>
      {place.isArchived && <Badge>{t("states.archived")}</Badge>}
      {place.isMine && <Badge tone="accent">{t("yours")}</Badge>}
    </span>
  );
}

function Reviewers({ reviewers }: Pick<ReviewPlace, "reviewers">) {
  const t = useTranslations("reviews");
  if (reviewers.length === 0) return t("anyAdmin");
  const able = reviewers.filter(({ mayDecide }) => mayDecide);
  return (
    <span className="line-clamp-2 whitespace-normal text-sm leading-5">
      <VendorText>{reviewers.map(({ email }) => email).join(", ")}</VendorText>
      {able.length === 0 && <span className="text-warn"> {t("noneAble")}</span>}
    </span>
  );
}
