"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { KeyCapability } from "@/lib/directory/capabilities/schema";
import { refusalCodes } from "@/lib/directory/capabilities/vocabulary";

export function useCapabilityColumns(): Column<KeyCapability>[] {
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
