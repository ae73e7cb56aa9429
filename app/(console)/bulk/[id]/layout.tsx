import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { toPathId } from "@/lib/core/address/search-params";
import { permitPage } from "@/lib/core/auth/permit";
import { findRunOperation } from "@/lib/core/bulk/list-read-model";
import { namedOperations } from "@/lib/core/bulk/vocabulary";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

const findOperation = cache(async (segment: string) => {
  const by = await permitPage("bulk:read");
  const runId = toPathId(segment);
  return runId === null ? null : findRunOperation(by, runId);
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const operation = await findOperation((await params).id);
  const t = await getTranslations();
  const named = namedOperations.find((one) => one === operation);
  if (named) return { title: t(`bulk.operations.${named}`) };
  return { title: t(operation === null ? "shell.notFound.bulk.title" : "bulk.title") };
}

/** Runs before anything streams, so that an unknown ID is answered with a 404. */
export default async function RunLayout({ params, children }: Props) {
  if ((await findOperation((await params).id)) === null) notFound();
  return children;
}
