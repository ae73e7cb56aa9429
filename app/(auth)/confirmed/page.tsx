import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmedPanel } from "@/components/step-up/confirmed-panel";
import { permitPage } from "@/lib/auth/permit";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stepUp");
  return { title: { absolute: t("title") } };
}

export default async function ConfirmedPage({ searchParams }: Props) {
  await permitPage("me:read");
  const { error } = await searchParams;
  return <ConfirmedPanel isOther={error !== undefined} />;
}
