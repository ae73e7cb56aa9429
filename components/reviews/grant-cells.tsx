import { useLocale, useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { useRoleName } from "@/components/directory/use-role-name";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { FrozenMark } from "./evidence-cells";

type Props = { row: ReviewRow };

/** Who has the grant, and what they were in the organization when the review started. */
export function Grantee({ row }: Props) {
  const { email, organizationRole, grant } = row;
  const t = useTranslations("reviews");
  const toRole = useRoleName();
  const member = organizationRole === "" ? t("notMember") : t("memberAs", { role: toRole(organizationRole) });
  return (
    <TwoLines detail={member} mark={<FrozenMark row={row} />}>
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

/** What it gives, and what has changed about that since, or else what it was given for. */
export function Granted({ row }: Props) {
  const { role, addedBy, grant } = row;
  const toPersona = usePersonaName();
  const drift = useDrift(row);
  const reason = grant?.source === "environment" ? addedBy : grant?.note;
  return (
    <TwoLines
      detail={
        drift ? (
          <span title={drift} className="text-warn">
            {drift}
          </span>
        ) : (
          reason && (
            <span title={reason}>
              <VendorText>{reason}</VendorText>
            </span>
          )
        )
      }
    >
      {toPersona(role)}
    </TwoLines>
  );
}

/** What has changed about it since the review started. */
function useDrift({ roleNow, grant, grantNow }: ReviewRow): string {
  const t = useTranslations("reviews");
  const toPersona = usePersonaName();
  const locale = useLocale();
  if (!grant || !grantNow) return "";
  const { expiresOn, suspendedFor, renewedAt } = grantNow;
  return [
    roleNow !== null && t("roleNow", { role: toPersona(roleNow) }),
    suspendedFor !== null && grant.suspendedFor === null && t("suspendedNow"),
    renewedAt !== grant.renewedAt && t("renewedNow"),
    expiresOn !== null &&
      expiresOn !== grant.expiresOn &&
      t("lastDayNow", { day: formatDay(expiresOn, locale) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** How long it is worth something, or why it isn't, and when it was used. */
export function LastDay({ row: { grant } }: Props) {
  const t = useTranslations("settings.access");
  const reviews = useTranslations("reviews");
  const locale = useLocale();
  if (!grant || grant.source === "environment") return <span className="text-ink-faint">–</span>;
  const { expiresOn, isExpired, suspendedFor, lastUsedAt } = grant;
  const day = expiresOn === null ? t("noEnd") : formatDay(expiresOn, locale);
  const use = lastUsedAt
    ? reviews("usedOn", { day: formatDay(lastUsedAt.slice(0, 10), locale) })
    : reviews("notUsed");
  const flaw = suspendedFor ? t("suspended", { why: suspendedFor }) : isExpired && t("expired");
  const detail = flaw ? `${day} · ${use}` : use;
  return (
    <TwoLines detail={<span title={detail}>{detail}</span>}>
      {flaw ? (
        <span title={suspendedFor ? t(`losses.${suspendedFor}`) : undefined}>
          <Badge tone={suspendedFor ? "danger" : "warn"}>{flaw}</Badge>
        </span>
      ) : (
        day
      )}
    </TwoLines>
  );
}

export function Given({ row: { addedBy, addedByName, since, grant } }: Props) {
  if (grant?.source === "environment") return <span className="text-ink-faint">–</span>;
  return (
    <TwoLines detail={since && <DateText at={since} show="day" />}>
      <PersonName email={addedBy ?? ""} name={addedByName} />
    </TwoLines>
  );
}

/** All of it for the dialog, because the card of a phone has no room for it. */
export function GrantEvidence({ row }: Props) {
  const t = useTranslations("reviews");
  const { grant } = row;
  return (
    <div className="grid gap-3 text-sm">
      <div className="grid gap-3 sm:grid-cols-3">
        <Granted row={grant ? { ...row, grant: { ...grant, note: "" } } : row} />
        <LastDay row={row} />
        <Given row={row} />
      </div>
      {grant?.source === "environment" && <p>{t("environmentNote", { variable: row.addedBy ?? "" })}</p>}
      {grant?.note && (
        <p className="[overflow-wrap:anywhere]">
          <VendorText>{grant.note}</VendorText>
        </p>
      )}
    </div>
  );
}
