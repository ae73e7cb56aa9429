"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { ReviewDetail, ReviewPlace } from "@/lib/governance/reviews/schema";
import { usePlaceColumns } from "./use-place-columns";

const ReassignDialog = onDemand(() => import("./reassign-dialog").then((file) => file.ReassignDialog));

type Props = { detail: ReviewDetail; canManage: boolean; children?: ReactNode };

/** Progress by workspace and reviewer. */
export function PlacesSection({ detail, canManage, children }: Props) {
  const t = useTranslations("reviews");
  const { review, places } = detail;
  const [asked, setAsked] = useState<ReviewPlace>();
  const mayReassign = canManage && review.closedAt === null;
  const columns = usePlaceColumns(review.id, mayReassign ? setAsked : undefined);
  return (
    <>
      <OrganizationKeys keys={review.organizationKeys ?? []} total={places.length} />
      <Table
        label={t("workspaces")}
        columns={columns}
        rows={toRows(places, ({ workspaceId }) => workspaceId)}
        lines={2}
      />
      {asked && <ReassignDialog reviewId={review.id} place={asked} onClose={() => setAsked(undefined)} />}
      {children}
    </>
  );
}

type KeysProps = { keys: NonNullable<ReviewDetail["review"]["organizationKeys"]>; total: number };

function OrganizationKeys({ keys, total }: KeysProps) {
  const t = useTranslations("reviews");
  if (keys.length === 0) return null;
  const toReach = ({ reaches }: (typeof keys)[number]) => {
    const count = reaches?.length ?? total;
    return t("keyReach", { isAll: String(count === total), count, total });
  };
  return (
    <p role="note" className="max-w-prose text-ink-muted text-sm">
      {t("organizationKeys", { count: keys.length })}{" "}
      <VendorText>{keys.map((key) => `${key.name || key.id} (${toReach(key)})`).join(", ")}</VendorText>
    </p>
  );
}
