"use client";

import { useLocale, useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { useRoleName } from "@/components/directory/use-role-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { toChangeName } from "@/lib/governance/reviews/vocabulary";
import { EvidenceLines, FrozenBadge, join } from "./evidence-cell";

type Props = { row: ReviewRow };

/** Who has the grant, and what they were in the organization when the review started. */
export function Grantee({ row }: Props) {
  const { email, organizationRole, grant } = row;
  const t = useTranslations("reviews");
  const toRole = useRoleName();
  const member = organizationRole === "" ? t("notMember") : t("memberAs", { role: toRole(organizationRole) });
  return (
    <TwoLines detail={member} mark={<FrozenBadge row={row} />}>
      {grant?.memberId ? (
        <PersonLink id={grant.memberId} className="font-medium">
          {email}
        </PersonLink>
      ) : (
        <VendorText className="min-w-0 truncate font-medium">{email}</VendorText>
      )}
    </TwoLines>
  );
}

/** What it gives, and until when; what has changed about that since, and what it was given for. */
export function GrantEvidence({ row }: Props) {
  const { role, change, grant } = row;
  const t = useTranslations("reviews");
  const access = useTranslations("settings.access");
  const toPersona = usePersonaName();
  const locale = useLocale();
  const drift = useDrift(row);
  const flaw = grant?.suspendedFor
    ? access("suspended", { why: grant.suspendedFor })
    : grant?.isExpired && access("expired");
  const first = join([
    toPersona(role),
    flaw,
    grant?.expiresOn && t("pack.lastDay", { day: formatDay(grant.expiresOn, locale) }),
  ]);
  const changed = change !== null && change !== "same" && t(`changes.${toChangeName("grants", change)}`);
  return <EvidenceLines row={row} first={first} more={join([drift, changed, grant?.note])} />;
}

/** What has changed about a grant since the review started. */
export function useDrift({ roleNow, grant, grantNow }: ReviewRow): string {
  const t = useTranslations("reviews");
  const toPersona = usePersonaName();
  const locale = useLocale();
  if (!grant || !grantNow) return "";
  const { expiresOn, suspendedFor, renewedAt } = grantNow;
  return join([
    roleNow !== null && t("roleNow", { role: toPersona(roleNow) }),
    suspendedFor !== null && grant.suspendedFor === null && t("suspendedNow"),
    renewedAt !== grant.renewedAt && t("renewedNow"),
    expiresOn !== null &&
      expiresOn !== grant.expiresOn &&
      t("lastDayNow", { day: formatDay(expiresOn, locale) }),
  ]);
}
