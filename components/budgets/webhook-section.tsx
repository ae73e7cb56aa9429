"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { settingsQuery } from "@/lib/settings/queries";
import type { ShownSettings } from "@/lib/settings/schema";
import { WebhookForm } from "./webhook-form";

export function WebhookSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("settings.webhook");
  const { data, error, refetch } = useQuery(settingsQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const { webhook } = data;
  return (
    <Section title={t("title")} text={t("text")}>
      <div className="grid max-w-2xl gap-4 card p-5">
        <WebhookState webhook={webhook} />
        {/* The key resets the form when someone else changes the webhook. */}
        {canWrite && <WebhookForm key={JSON.stringify(webhook)} state={webhook.state} />}
      </div>
    </Section>
  );
}

function WebhookState({ webhook }: Pick<ShownSettings, "webhook">) {
  const t = useTranslations("settings.webhook");
  if (webhook.state === "unreadable")
    return <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t("unreadable")}</p>;
  if (webhook.state === "none") return <p className="text-ink-muted">{t("none")}</p>;
  return (
    <p>
      {t.rich("sentTo", { origin: () => <code className="break-all font-medium">{webhook.origin}</code> })}
    </p>
  );
}
