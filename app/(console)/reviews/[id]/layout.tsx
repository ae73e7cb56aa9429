import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { toPathId } from "@/lib/core/address/search-params";
import { permitPage } from "@/lib/core/auth/permit";
import { findReviewName } from "@/lib/governance/reviews/detail-read-model";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

const findName = cache(async (segment: string) => {
  const by = await permitPage("reviews:read");
  const reviewId = toPathId(segment);
  return reviewId === null ? null : findReviewName(by, reviewId);
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const name = await findName((await params).id);
  return { title: name ?? (await getTranslations("shell.notFound.reviews"))("title") };
}

/** Runs before anything streams, so that an unknown ID is answered with a 404. */
export default async function ReviewLayout({ params, children }: Props) {
  if ((await findName((await params).id)) === null) notFound();
  return children;
}
