"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { useAsked } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { channelsQuery } from "@/lib/core/delivery/queries";
import type { DeliveryChannels, ShownWebhook } from "@/lib/core/delivery/schema";
import { LastDelivery } from "./last-delivery";
import { useWebhookColumns } from "./use-webhook-columns";
import { useTestMail } from "./use-webhook-mutations";

const WebhookDialog = onDemand(() => import("./webhook-dialog").then((file) => file.WebhookDialog));
const RemoveWebhookDialog = onDemand(() =>
  import("./remove-webhook-dialog").then((file) => file.RemoveWebhookDialog),
);

export function ChannelsSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("delivery");
  const { data, error, refetch } = useQuery(channelsQuery());
  const [isAdding, setAdding] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useAsked(["messages"], () => place.current?.scrollIntoView());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const add = canWrite && (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      {t("webhooks.add")}
    </Button>
  );
  return (
    <div ref={place} className="scroll-mt-[calc(var(--spacing-bar)+1rem)]">
      <Section title={t("title")} text={t("text")} actions={add}>
        <MailState {...data} canWrite={canWrite} />
        <Webhooks webhooks={data.webhooks} canWrite={canWrite} />
        {isAdding && <WebhookDialog onClose={() => setAdding(false)} />}
      </Section>
    </div>
  );
}

function MailState({ mailFrom, lastMail, isSandbox, canWrite }: DeliveryChannels & { canWrite: boolean }) {
  const t = useTranslations("delivery.mail");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 card px-5 py-3 text-sm">
      {mailFrom === null ? (
        <p>
          {t.rich("notSetUp", {
            url: () => <code>SMTP_URL</code>,
            from: () => <code>MAIL_FROM</code>,
          })}
        </p>
      ) : (
        <>
          <p>{t("sentFrom", { address: mailFrom })}</p>
          <LastDelivery last={lastMail} />
          {canWrite && <TestMail />}
        </>
      )}
      {isSandbox && <p className="text-ink-muted">{t("sandbox")}</p>}
    </div>
  );
}

function TestMail() {
  const t = useTranslations("delivery.mail");
  const test = useTestMail();
  return (
    <span className="ml-auto">
      <Button size="sm" isPending={test.isPending} onClick={() => test.mutate()}>
        {t("test")}
      </Button>
    </span>
  );
}

function Webhooks({ webhooks, canWrite }: { webhooks: readonly ShownWebhook[]; canWrite: boolean }) {
  const t = useTranslations("delivery.webhooks");
  const [changed, onChange] = useState<ShownWebhook>();
  const [removed, onRemove] = useState<ShownWebhook>();
  const columns = useWebhookColumns({ canWrite, onChange, onRemove });
  const isGone = (one: ShownWebhook) => !webhooks.some(({ id }) => id === one.id);
  if (webhooks.length === 0)
    return <p className="text-ink-muted text-sm">{t(canWrite ? "none" : "noneReader")}</p>;
  return (
    <>
      <Table label={t("label")} columns={columns} rows={toRows(webhooks, ({ id }) => id)} />
      {changed && (
        <WebhookDialog webhook={changed} isGone={isGone(changed)} onClose={() => onChange(undefined)} />
      )}
      {removed && (
        <RemoveWebhookDialog webhook={removed} isGone={isGone(removed)} onClose={() => onRemove(undefined)} />
      )}
    </>
  );
}
