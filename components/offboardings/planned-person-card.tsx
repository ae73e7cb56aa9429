"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Link } from "@/components/ui/controls/link";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { PlannedPerson } from "@/lib/directory/offboardings/schema";
import type { Decision, Decisions } from "./decisions";
import { PlannedKeys } from "./planned-keys";

type Props = {
  person: PlannedPerson;
  decisions: Decisions;
  onDecide: (keyId: string, decision: Decision) => void;
  onLeaveOut: (() => void) | undefined;
};

export function PlannedPersonCard({ person, decisions, onDecide, onLeaveOut }: Props) {
  const t = useTranslations();
  const id = useId();
  const { memberId, name, email, reason, open } = person;
  const shown = name || email;
  const isLeaving = reason === null && open === null;
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3 card p-5">
      <div className="flex items-center gap-2.5">
        <Avatar name={shown} />
        <h2 id={id} className="grid min-w-0 text-base">
          {memberId ? <PersonLink id={memberId}>{shown}</PersonLink> : <VendorText>{shown}</VendorText>}
          {name && <VendorText className="truncate font-normal text-ink-muted text-sm">{email}</VendorText>}
        </h2>
        {onLeaveOut && (
          <span className="ml-auto">
            <IconButton
              label={t("offboardings.leaveOut", { name: shown })}
              icon={<X />}
              onClick={onLeaveOut}
            />
          </span>
        )}
      </div>
      {reason && <p className="text-sm text-warn">{t(`reasons.${reason}`)}</p>}
      {open && <OpenNote open={open} />}
      {isLeaving && (
        <>
          <Ends person={person} />
          <PlannedKeys person={person} decisions={decisions} onDecide={onDecide} />
        </>
      )}
    </section>
  );
}

function OpenNote({ open }: { open: NonNullable<PlannedPerson["open"]> }) {
  const t = useTranslations("offboardings");
  return (
    <p className="text-sm text-warn">
      {open.startsAt === null
        ? t("openNow")
        : t.rich("openLater", { when: () => <DateText at={open.startsAt} show="minute" /> })}{" "}
      <Link href={`/members/offboardings/${open.id}`} className="text-accent hover:underline">
        {t("showReceipt")}
      </Link>
    </p>
  );
}

/** What the person loses, besides what is decided about their keys. */
function Ends({ person }: { person: PlannedPerson }) {
  const t = useTranslations("offboardings.ends");
  const toRole = useRoleName();
  const { role, isEverywhere, places, invites, planned, grant, isBreakGlass, claudeCodeSessions } = person;
  return (
    <ul className="grid gap-1 text-sm [&>li]:flex [&>li]:flex-wrap [&>li]:gap-x-1.5">
      {role !== null && (
        <li>
          {t("account", { role: toRole(role) })}
          {isEverywhere && <Badge>{t(role === "billing" ? "costOnly" : "everywhere")}</Badge>}
        </li>
      )}
      {role !== null && (
        <li>
          {t("places", { count: places.length })} <Places of={places} />
        </li>
      )}
      {invites.length > 0 && (
        <li>
          {t("invites", { count: invites.length })}{" "}
          <VendorText className="text-ink-muted">
            {invites.map((invite) => toRole(invite.role)).join(", ")}
          </VendorText>
        </li>
      )}
      {planned.length > 0 && (
        <li>
          {t("planned", { count: planned.length })} <Places of={planned} />
        </li>
      )}
      {grant !== null && <li>{t("grant")}</li>}
      {claudeCodeSessions !== null && role !== null && (
        <li>{t("claudeCode", { count: claudeCodeSessions })}</li>
      )}
      {isBreakGlass && <li className="text-warn">{t("breakGlass")}</li>}
    </ul>
  );
}

function Places({ of }: { of: PlannedPerson["places"] }) {
  const toRole = useWorkspaceRoleName();
  if (of.length === 0) return null;
  return (
    <VendorText className="text-ink-muted">
      {of.map(({ name, role }) => `${name} (${toRole(role)})`).join(", ")}
    </VendorText>
  );
}
