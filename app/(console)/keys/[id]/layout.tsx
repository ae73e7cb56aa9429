import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { toPathId } from "@/lib/core/address/search-params";
import { permitPage } from "@/lib/core/auth/permit";
import { findKeyName } from "@/lib/directory/keys/mirror";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

const findName = cache(async (segment: string) => {
  const by = await permitPage("keys:read");
  const keyId = toPathId(segment);
  return keyId === null ? null : findKeyName(by, keyId);
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const name = await findName((await params).id);
  return { title: name ?? (await getTranslations("shell.notFound.keys"))("title") };
}

/** Runs before anything streams, so that an unknown ID is answered with a 404. */
export default async function KeyLayout({ params, children }: Props) {
  if ((await findName((await params).id)) === null) notFound();
  return children;
}
