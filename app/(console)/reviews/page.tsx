import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReviewsPanel } from "@/components/reviews/reviews-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { listReviews } from "@/lib/governance/reviews/list-read-model";
import { reviewsQuery } from "@/lib/governance/reviews/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews"))("title") };
}

export default async function ReviewsPage() {
  const by = await permitPage("reviews:read");
  return (
    <Page>
      <Prefetch queries={[{ ...reviewsQuery(), queryFn: () => listReviews(by) }]}>
        <ReviewsPanel canManage={can(by.actor, "reviews:manage")} />
      </Prefetch>
    </Page>
  );
}
