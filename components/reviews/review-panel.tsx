"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { loadedLater } from "@/components/ui/on-demand";
import { reviewQuery } from "@/lib/governance/reviews/queries";
import type { ReviewDetail } from "@/lib/governance/reviews/schema";
import { findPlace, reviewSearchParams } from "@/lib/governance/reviews/search-params";
import { DueText } from "./due-text";
import { ReviewButtons } from "./review-buttons";

// Each page needs one of them.
const PlacePanel = loadedLater(() => import("./place-panel").then((file) => file.PlacePanel), LoadingState);
const GrantsPanel = loadedLater(
  () => import("./grants-panel").then((file) => file.GrantsPanel),
  LoadingState,
);
const PlacesSection = loadedLater(
  () => import("./places-section").then((file) => file.PlacesSection),
  LoadingState,
);

type Props = { reviewId: string; canManage: boolean };

export function ReviewPanel({ reviewId, canManage }: Props) {
  const { data, error, refetch } = useQuery(reviewQuery(reviewId));
  const [search] = useQueryStates(reviewSearchParams);
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const place = findPlace(data.places, search);
  const Panel = data.review.kind === "grants" ? GrantsPanel : PlacePanel;
  return (
    <>
      <Header
        detail={data}
        placeName={data.places.length > 1 ? place?.name : undefined}
        canManage={canManage}
      />
      {place ? (
        <Panel key={place.workspaceId} detail={data} workspaceId={place.workspaceId}>
          {data.places.length === 1 && <Hash hash={data.review.hash} />}
        </Panel>
      ) : (
        <PlacesSection detail={data} canManage={canManage}>
          <Hash hash={data.review.hash} />
        </PlacesSection>
      )}
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

function Header({ detail, placeName, canManage }: HeaderProps) {
  const { review, places } = detail;
  const [only] = places.length === 1 && review.kind !== "grants" ? places : [];
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
        actions={<ReviewButtons {...detail} canManage={canManage} />}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <span className="flex items-center gap-2 text-sm">
          <span className="text-ink-muted">{t("due")}</span> <DueText {...review} />
        </span>
        {only && (
          <span className="flex min-w-0 items-center gap-2 text-sm">
            <span className="text-ink-muted">{t("workspace")}</span>{" "}
            <VendorText className="truncate">{only.name}</VendorText>
          </span>
        )}
        {review.note && (
          <p className="max-w-prose whitespace-pre-line text-sm">
            <VendorText>{review.note}</VendorText>
          </p>
        )}
      </div>
    </div>
  );
}
