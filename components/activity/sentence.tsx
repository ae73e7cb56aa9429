"use client";

import { useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { VendorText } from "@/components/ui/display/vendor-text";
import { auditActions } from "@/lib/core/audit/vocabulary";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { outsideKinds } from "@/lib/governance/activity/vocabulary";
import { ObjectLink, useSentenceDetails, useTargetText } from "./use-sentence-details";

/** What happened outside reads like what happened here where the workspace is known. */
const ofMemberships = {
  added: "workspace_member.add",
  changed: "workspace_member.change_role",
  gone: "workspace_member.remove",
} as const;

/** Who did what to whom; what failed was only tried. An unknown action is shown as received. */
export function Sentence({ row }: { row: ActivityRow }) {
  const t = useTranslations("activity");
  const { toNoun } = useActivityNames();
  const { action, noun, outcome } = row;
  const details = useSentenceDetails(row);
  const parts = { ...details, who: () => <Who row={row} />, target: () => <Target row={row} /> };
  const known = auditActions.find((one) => one === action);
  if (known) return t.rich(`sentences.${known}`, { ...parts, did: outcome === "succeeded" ? "yes" : "no" });
  const kind = outsideKinds.find((one) => action.endsWith(`.${one}`));
  if (kind && noun === "workspace_member" && row.workspaceName !== null)
    return t.rich(`sentences.${ofMemberships[kind]}`, { ...parts, did: "yes" });
  if (kind) return t.rich(`outsideSentences.${kind}`, { ...parts, noun: toNoun(noun) });
  return (
    <>
      <Who row={row} /> {action} <Target row={row} />
    </>
  );
}

function Who({ row: { actorEmail, actorName, actorPageId, author } }: { row: ActivityRow }) {
  const t = useTranslations("activity");
  const { toActor } = useActivityNames();
  if (actorEmail === null) return author?.type ? toActor(author.type) : t("someone");
  if (!actorEmail.includes("@")) return <VendorText>{actorName ?? actorEmail}</VendorText>;
  return (
    <span title={actorEmail}>
      {actorPageId === null ? (
        <VendorText className="font-medium">{actorName ?? actorEmail}</VendorText>
      ) : (
        <PersonLink id={actorPageId} className="font-medium">
          {actorName ?? actorEmail}
        </PersonLink>
      )}
    </span>
  );
}

function Target({ row }: { row: ActivityRow }) {
  const name = useTargetText(row) || "–";
  if (row.targetHref === null) return <VendorText className="font-medium">{name}</VendorText>;
  return <ObjectLink href={row.targetHref}>{name}</ObjectLink>;
}
