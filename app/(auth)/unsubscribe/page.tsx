import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UnsubscribePanel } from "@/components/delivery/unsubscribe-panel";
import { findSubscription, isUnsubscribed } from "@/lib/core/delivery/unsubscribe-store";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("delivery.unsubscribe");
  return { title: { absolute: t("title") } };
}

/** Open to everyone who has the link of a mail; it says nothing that the mail didn't. */
export default async function UnsubscribePage({ searchParams }: Props) {
  const { token } = await searchParams;
  const text = [token].flat()[0] ?? "";
  const subscription = await findSubscription(text);
  return (
    <UnsubscribePanel
      token={text}
      address={subscription?.recipient ?? null}
      kind={toKind(subscription?.kind)}
      isLeft={subscription !== null && (await isUnsubscribed(subscription))}
    />
  );
}

function toKind(kind: string | undefined) {
  return kind === "budget" || kind === "review" ? kind : "schedule";
}
