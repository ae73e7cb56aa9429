"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/display/badge";
import type { AccessTokenRow } from "@/lib/account/access-tokens/schema";
import type { TokenState as State } from "@/lib/account/access-tokens/vocabulary";

const tones: Record<State, Tone> = {
  active: "good",
  waiting: "warn",
  suspended: "danger",
  expired: "neutral",
  revoked: "neutral",
};

export function TokenState({ token: { state, persona } }: { token: AccessTokenRow }) {
  const t = useTranslations("accessTokens");
  const why = {
    suspended: t(persona === null ? "suspendedPersonal" : "suspendedService"),
    waiting: t("waitingText"),
  };
  return (
    <span title={state === "suspended" || state === "waiting" ? why[state] : undefined}>
      <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
    </span>
  );
}
