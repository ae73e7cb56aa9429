"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import type { Column } from "@/components/ui/table-columns";
import { VendorText } from "@/components/ui/vendor-text";
import { attemptOutcomes } from "@/lib/auth/vocabulary";
import type { SignIns } from "@/lib/sessions/schema";
import { EndSessionsButton } from "./end-sessions-button";

type Session = SignIns["sessions"][number];
type Attempt = SignIns["attempts"][number];
type SignIn = Pick<Attempt, "at" | "address" | "method" | "email">;

export function useSessionColumns(canEnd: boolean): Column<Session>[] {
  const t = useTranslations("sessions");
  return useMemo(
    () => [
      ...toShared<Session>(t),
      ...(canEnd
        ? [
            {
              id: "actions",
              header: t("actions"),
              isHeaderHidden: true,
              width: 130,
              cell: ({ name }: Session) => <EndSessionsButton name={name} />,
            },
          ]
        : []),
    ],
    [t, canEnd], // The table wants a stable identity.
  );
}

export function useAttemptColumns(): Column<Attempt>[] {
  const t = useTranslations("sessions");
  return useMemo(
    () => [
      ...toShared<Attempt>(t),
      {
        id: "outcome",
        header: t("outcome"),
        width: 170,
        cell: ({ outcome }) => <Outcome outcome={outcome} />,
      },
    ],
    [t], // The table wants a stable identity.
  );
}

function toShared<Row extends SignIn>(t: ReturnType<typeof useTranslations<"sessions">>): Column<Row>[] {
  return [
    { id: "at", header: t("at"), width: 170, cell: ({ at }) => <DateText at={at} show="minute" /> },
    {
      id: "email",
      header: t("email"),
      cell: ({ email }) => <VendorText className="font-medium">{email ?? "–"}</VendorText>,
    },
    { id: "method", header: t("method"), width: 130, cell: ({ method }) => <Method method={method} /> },
    {
      id: "address",
      header: t("address"),
      width: 210,
      cell: ({ address }) => <VendorText className="font-mono text-xs">{address}</VendorText>,
    },
  ];
}

const methods = ["oidc", "google", "entra", "okta", "github", "sandbox", "link"] as const;

function Method({ method }: { method: string }) {
  const t = useTranslations("sessions.methods");
  const known = methods.find((one) => one === method);
  return known ? t(known) : method;
}

const tones: Record<string, Tone> = { succeeded: "good", cancelled: "neutral", limited: "danger" };

function Outcome({ outcome }: { outcome: string }) {
  const t = useTranslations("sessions.outcomes");
  const known = attemptOutcomes.find((one) => one === outcome);
  return <Badge tone={tones[outcome] ?? "warn"}>{known ? t(known) : outcome}</Badge>;
}
