"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { capabilitiesQuery } from "@/lib/directory/capabilities/queries";
import type { KeyCapability } from "@/lib/directory/capabilities/schema";
import { refusalCodes } from "@/lib/directory/capabilities/vocabulary";

/** A refused part turns off only the features that need it. */
export function CapabilitiesSection() {
  const t = useTranslations("capabilities");
  const columns = useCapabilityColumns();
  const { data, error, refetch } = useQuery(capabilitiesQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section
      title={t("title")}
      text={[t(`source.${data.source}`), t("text"), data.kind && t(`kinds.${data.kind}`)]
        .filter(Boolean)
        .join(" ")}
    >
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(data.capabilities, ({ name }) => name)}
        empty={null}
      />
    </Section>
  );
}

function useCapabilityColumns(): Column<KeyCapability>[] {
  const t = useTranslations("capabilities");
  return useMemo(
    () => [
      {
        id: "capability",
        header: t("capability"),
        width: 190,
        cell: ({ name }) => <span className="font-medium">{t(`names.${name}`)}</span>,
      },
      {
        id: "feature",
        header: t("feature"),
        cell: ({ name }) => <span className="whitespace-normal">{t(`features.${name}`)}</span>,
      },
      { id: "state", header: t("state"), width: 130, card: "value", cell: (row) => <State {...row} /> },
      { id: "reason", header: t("reason"), cell: (row) => <Reason {...row} /> },
      {
        id: "probed",
        header: t("probed"),
        width: 210,
        cell: ({ probedAt }) => <DateText at={probedAt} show="minute" />,
      },
    ],
    [t],
  );
}

const tones = { available: "good", unavailable: "neutral", refused: "warn", lost: "danger" } as const;

function State({ state }: KeyCapability) {
  const t = useTranslations("capabilities");
  if (state === null) return <span className="text-ink-muted">{t("unknown")}</span>;
  return <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>;
}

function Reason({ name, state, errorCode, requestId }: KeyCapability) {
  const t = useTranslations("capabilities");
  if (errorCode === null) return null;
  if (name === "service_accounts") return t("tokenRefused");
  const known = refusalCodes.find((code) => code === errorCode);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {name === "compliance" ? (
        t.rich("reasons.compliance", {
          link: (text) => (
            <Link href="/activity/compliance" className="underline underline-offset-2">
              {text}
            </Link>
          ),
        })
      ) : (
        <>
          {(state === "unavailable" || state === "lost") && t(`stateHelp.${state}`)}
          {state !== "unavailable" && (known ? t(`reasons.${known}`) : errorCode)}
        </>
      )}
      {requestId !== null && <CopyableId value={requestId} label={t("requestId")} />}
    </span>
  );
}
