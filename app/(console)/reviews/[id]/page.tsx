import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { ReviewPanel } from "@/components/reviews/review-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { toPathId } from "@/lib/core/address/search-params";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { findReview } from "@/lib/governance/reviews/detail-read-model";
import { reviewQuery, reviewRowsQuery } from "@/lib/governance/reviews/queries";
import { getReviewRows } from "@/lib/governance/reviews/rows-read-model";
import { findPlace, loadReviewSearch } from "@/lib/governance/reviews/search-params";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function ReviewPage({ params, searchParams }: Props) {
  const by = await permitPage("reviews:read");
  const id = toPathId((await params).id) ?? notFound();
  const found = await findReview(by, id);
  if (!found) notFound();
  const place = findPlace(found.places, await loadReviewSearch(searchParams));
  const rows = place && {
    ...reviewRowsQuery(id, place.workspaceId),
    queryFn: () => getReviewRows(by, { reviewId: id, workspaceId: place.workspaceId }),
  };
  return (
    <Page isFilling={place !== undefined}>
      <Prefetch queries={[{ ...reviewQuery(id), queryFn: async () => found }, ...(rows ? [rows] : [])]}>
        <ReviewPanel reviewId={id} canManage={can(by.actor, "reviews:manage")} />
      </Prefetch>
    </Page>
  );
}
