import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmedPanel } from "@/components/step-up/confirmed-panel";
import { permitPage } from "@/lib/core/auth/permit";
import { isFresh } from "@/lib/core/auth/step-up";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stepUp");
  return { title: { absolute: t("title") } };
}

export default async function ConfirmedPage({ searchParams }: Props) {
  const { actor } = await permitPage("me:read");
  const { error } = await searchParams;
  if (error !== undefined) return <ConfirmedPanel outcome="other" />;
  return <ConfirmedPanel outcome={(await isFresh(actor)) ? "confirmed" : "unproven"} />;
}
