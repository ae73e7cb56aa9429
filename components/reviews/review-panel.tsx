"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { reviewQuery } from "@/lib/governance/reviews/queries";
import type { ReviewDetail, ReviewPlace } from "@/lib/governance/reviews/schema";
import { findPlace, reviewSearchParams } from "@/lib/governance/reviews/search-params";
import { DueText } from "./due-text";
import { PlacePanel } from "./place-panel";
import { ReviewButtons } from "./review-buttons";
import { usePlaceColumns } from "./use-place-columns";

const ReassignDialog = onDemand(() => import("./reassign-dialog").then((file) => file.ReassignDialog));

type Props = { reviewId: string; canManage: boolean };

export function ReviewPanel({ reviewId, canManage }: Props) {
  const { data, error, refetch } = useQuery(reviewQuery(reviewId));
  const [search] = useQueryStates(reviewSearchParams);
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const place = findPlace(data.places, search);
  return (
    <>
      <Header
        detail={data}
        placeName={data.places.length > 1 ? place?.name : undefined}
        canManage={canManage}
      />
      {place ? (
        <PlacePanel key={place.workspaceId} reviewId={reviewId} workspaceId={place.workspaceId} />
      ) : (
        <PlacesSection detail={data} canManage={canManage} />
      )}
      {(!place || data.places.length === 1) && <Hash hash={data.review.hash} />}
    </>
  );
}

/** The hash of the whole review, of which leads see only a part. */
function Hash({ hash }: { hash: string | null }) {
  const t = useTranslations("reviews");
  if (hash === null) return null;
  return (
    <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">
      {t("hash")} <code>{hash}</code>
    </p>
  );
}

type HeaderProps = { detail: ReviewDetail; placeName: string | undefined; canManage: boolean };

function Header({ detail: { review, places }, placeName, canManage }: HeaderProps) {
  const t = useTranslations("reviews");
  const all = { href: "/reviews" as const, label: t("title") };
  // Sound: the type of a route with a parameter is generic.
  const own = { href: `/reviews/${review.id}` as Route, label: review.name };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <PageHeader
        breadcrumbs={<Breadcrumbs of={placeName === undefined ? [all] : [all, own]} />}
        title={<VendorText>{placeName ?? review.name}</VendorText>}
        description={t.rich("frozenBy", {
          person: () => <PersonName email={review.startedBy} name={review.startedByName} />,
          when: () => <DateText at={review.startedAt} show="minute" />,
        })}
        actions={<ReviewButtons review={review} places={places} canManage={canManage} />}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <span className="flex items-center gap-2 text-sm">
          <span className="text-ink-muted">{t("due")}</span> <DueText {...review} />
        </span>
        {review.note && (
          <p className="max-w-prose whitespace-pre-line text-sm">
            <VendorText>{review.note}</VendorText>
          </p>
        )}
      </div>
    </div>
  );
}

type PlacesSectionProps = { detail: ReviewDetail; canManage: boolean };

/** Progress by workspace and reviewer. */
function PlacesSection({ detail: { review, places }, canManage }: PlacesSectionProps) {
  const t = useTranslations("reviews");
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
