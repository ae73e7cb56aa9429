import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { toPathId } from "@/lib/core/address/search-params";
import { permitPage } from "@/lib/core/auth/permit";
import { findPersonId } from "@/lib/directory/members/mirror";
import { findPersonName } from "@/lib/directory/members/person-read-model";

type Props = { params: Promise<{ id: string }>; children: ReactNode };

const findName = cache(async (segment: string) => {
  const by = await permitPage("members:read");
  const given = toPathId(segment);
  if (given === null) return null;
  const memberId = given.includes("@") ? await findPersonId(given) : given;
  return memberId === undefined ? null : findPersonName(by, memberId);
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const name = await findName((await params).id);
  return { title: name ?? (await getTranslations("shell.notFound.members"))("title") };
}

/** Runs before anything streams, so that an unknown ID is answered with a 404. */
export default async function PersonLayout({ params, children }: Props) {
  const segment = (await params).id;
  if ((await findName(segment)) === null) {
    const given = toPathId(segment);
    // Logs and reports know people only by address, including some who aren't in the directory.
    if (given?.includes("@")) redirect(`/members?q=${encodeURIComponent(given)}`);
    notFound();
  }
  return children;
}
