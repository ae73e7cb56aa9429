"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { DayText } from "@/components/ui/display/day-text";
import { Fact } from "@/components/ui/display/facts";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { grantsPlace, toChangeName } from "@/lib/governance/reviews/vocabulary";
import { listFrozen, Suggested, useRuleTitles, useWhy } from "./evidence-cell";
import { useDrift } from "./grant-cells";
import { PersonFacts } from "./person-evidence";
import { useKeyUse } from "./use-key-use";

type Props = { row: ReviewRow };
const kinds = { memberships: PersonFacts, keys: KeyFacts, grants: GrantFacts } as const;

/** All that is known about a row, as it was when the review started. */
export function EvidenceFacts({ row }: Props) {
  const t = useTranslations("reviews");
  const why = useWhy(row);
  const Facts = kinds[row.kind];
  return (
    <dl className="grid divide-y">
      {row.suggestion !== null && (
        <Fact name={t("suggestion")}>
          <Suggested row={row} />
          <span className="block text-ink-muted">{why}</span>
        </Fact>
      )}
      <Facts row={row} />
      <LastReview row={row} />
      <Findings row={row} />
    </dl>
  );
}

/** A fact that is left out where nothing is known. */
function Known({ name, children }: { name: string; children: ReactNode }) {
  return children ? <Fact name={name}>{children}</Fact> : null;
}

function KeyFacts({ row: { name, email, facts, keysUsedOn, keyCents } }: Props) {
  const t = useTranslations("reviews");
  const toUse = useKeyUse();
  if (!facts) return null;
  const { hint, scope, createdAt, expiresAt, isMakerGone } = facts;
  const maker = name || email;
  return (
    <>
      <Known name={t("pack.key")}>{hint && <code>{hint}</code>}</Known>
      <Known name={t("keyReaches")}>{scope === "organization" && t("wholeOrganization")}</Known>
      <Fact name={t("pack.lastUsed")}>{toUse(keysUsedOn, keyCents)}</Fact>
      {(maker !== "" || isMakerGone) && (
        <Fact name={t("maker")}>
          {maker !== "" && <VendorText>{maker}</VendorText>}
          {isMakerGone && <span className="block text-warn">{t("makerGone")}</span>}
        </Fact>
      )}
      <Known name={t("created")}>{createdAt && <DateText at={createdAt} show="day" />}</Known>
      <Fact name={t("expiry")}>
        {expiresAt ? <DateText at={expiresAt} show="day" /> : t("pack.noExpiry")}
      </Fact>
    </>
  );
}

function GrantFacts({ row }: Props) {
  const { role, addedBy, addedByName, since, grant } = row;
  const t = useTranslations("reviews");
  const access = useTranslations("settings.access");
  const toPersona = usePersonaName();
  const drift = useDrift(row);
  if (!grant) return null;
  const { source, note, expiresOn, isExpired, suspendedFor, lastUsedAt } = grant;
  return (
    <>
      <Fact name={t("access")}>
        {toPersona(role)}
        {drift && <span className="block text-warn">{drift}</span>}
      </Fact>
      {source === "environment" && (
        <p className="py-2 text-sm">{t("environmentNote", { variable: addedBy ?? "" })}</p>
      )}
      <Known name={t("grantNote")}>{note && <VendorText>{note}</VendorText>}</Known>
      {source === "grant" && (
        <>
          <Fact name={t("lastDay")}>
            {expiresOn ? <DayText day={expiresOn} /> : access("noEnd")}
            {isExpired && <span className="block text-warn">{access("expired")}</span>}
            {suspendedFor && <span className="block text-danger">{access(`losses.${suspendedFor}`)}</span>}
          </Fact>
          <Fact name={t("pack.lastUsed")}>
            {lastUsedAt ? <DateText at={lastUsedAt} show="day" /> : t("pack.neverUsed")}
          </Fact>
          <Fact name={t("givenBy")}>
            <PersonName email={addedBy ?? ""} name={addedByName} />
            {since && (
              <span className="block text-ink-muted">
                <DateText at={since} show="day" />
              </span>
            )}
          </Fact>
        </>
      )}
    </>
  );
}

function LastReview({ row: { kind, change, previousRole } }: Props) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  const toPersona = usePersonaName();
  if (change === null || change === "same") return null;
  return (
    <Fact name={t("lastReview")}>
      {t(`changes.${toChangeName(kind, change)}`)}
      {previousRole && (
        <span className="block text-ink-muted">
          {t("roleBefore", { role: kind === "grants" ? toPersona(previousRole) : toRole(previousRole) })}
        </span>
      )}
    </Fact>
  );
}

/** A finding about `BOOTSTRAP_ADMINS` is about the organization, not about a person. */
function Findings({ row }: Props) {
  const t = useTranslations("reviews");
  const titles = useRuleTitles()(listFrozen(row));
  const of = row.grant?.source === "environment" ? grantsPlace : row.userId;
  return (
    <Known name={t("findings")}>
      {titles.length > 0 && (
        <Link href={{ pathname: "/findings", query: { of } }} className="underline">
          {titles.join(", ")}
        </Link>
      )}
    </Known>
  );
}
