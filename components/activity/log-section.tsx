"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { logProofQuery } from "@/lib/governance/activity/queries";
import type { LogProof } from "@/lib/governance/activity/schema";
import { UnprovenNote } from "./unproven-note";

export function LogSection() {
  const t = useTranslations("activity.log");
  const { data, error, refetch } = useQuery(logProofQuery());
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <Section title={t("title")} text={t("text")}>
        <UnprovenNote />
        <Facts>
          <Fact name={t("lines")}>
            <NumberText value={data.lines} />
          </Fact>
          <Fact name={t("proven")}>
            {data.unproven ? t("provenFrom", { line: data.unproven.before }) : t("provenWhole")}
          </Fact>
          <Fact name={t("role")}>
            <span className={data.role === "can_change" ? "text-warn" : undefined}>
              {t(`roles.${data.role}`)}
            </span>
          </Fact>
        </Facts>
        <div className="grid gap-1">
          {data.hash !== null && <CopyableId value={`${data.lines} ${data.hash}`} label={t("head")} />}
          <CopyableId value={data.publicKey} label={t("publicKey")} />
        </div>
      </Section>
      <Section title={t("checkpoints")} text={t("checkpointsText")}>
        <Checkpoints checkpoints={data.checkpoints} />
      </Section>
    </>
  );
}

function Checkpoints({ checkpoints }: Pick<LogProof, "checkpoints">) {
  const t = useTranslations("activity.log");
  if (checkpoints.length === 0) return <p className="max-w-prose text-ink-muted">{t("noCheckpoints")}</p>;
  return (
    <ul className="grid gap-3">
      {checkpoints.map(({ name, seq, at, error }) => (
        <li key={name} className="grid gap-0.5 card px-4 py-3">
          <VendorText className="break-all font-medium">{name}</VendorText>
          <span className="text-ink-muted text-sm">
            {seq === null ? (
              t("noneSent")
            ) : (
              <>
                {t("lastSent", { line: seq })} <DateText at={at} />
              </>
            )}
          </span>
          {error !== null && <span className="text-sm text-warn">{t("notDelivered", { error })}</span>}
        </li>
      ))}
    </ul>
  );
}
