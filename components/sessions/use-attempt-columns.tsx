"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { SignIns } from "@/lib/account/sessions/schema";
import { attemptOutcomes } from "@/lib/core/auth/vocabulary";

type Attempt = SignIns["attempts"][number];

export function useAttemptColumns(): Column<Attempt>[] {
  const t = useTranslations("sessions");
  return useMemo(
    () => [
      {
        id: "at",
        header: t("at"),
        width: 215,
        cell: ({ at, email }) => (
          <CardLines detail={<VendorText>{email ?? "–"}</VendorText>}>
            <DateText at={at} show="minute" />
          </CardLines>
        ),
      },
      {
        id: "email",
        header: t("email"),
        cell: ({ email }) => <VendorText className="font-medium">{email ?? "–"}</VendorText>,
      },
      {
        id: "method",
        header: t("method"),
        width: 130,
        cell: ({ method }) => <SignInMethod method={method} />,
      },
      {
        id: "address",
        header: t("address"),
        width: 210,
        cell: ({ address }) => <VendorText className="font-mono text-xs">{address}</VendorText>,
      },
      {
        id: "outcome",
        header: t("outcome"),
        width: 170,
        card: "value",
        cell: ({ outcome }) => <Outcome outcome={outcome} />,
      },
    ],
    [t],
  );
}

const tones: Record<string, Tone> = { succeeded: "good", cancelled: "neutral", limited: "danger" };

function Outcome({ outcome }: { outcome: string }) {
  const t = useTranslations("sessions.outcomes");
  const known = attemptOutcomes.find((one) => one === outcome);
  return <Badge tone={tones[outcome] ?? "warn"}>{known ? t(known) : outcome}</Badge>;
}
