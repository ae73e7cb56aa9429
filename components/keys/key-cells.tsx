"use client";

import { useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { principalKinds } from "@/lib/directory/keys/vocabulary";

export function KeyMaker({ row }: { row: KeyRow }) {
  const t = useTranslations("keys");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <MakerName row={row} />
      {row.isMakerGone && <Badge tone="warn">{t("makerGone")}</Badge>}
    </span>
  );
}

export function MakerName({ row }: { row: KeyRow }) {
  const t = useTranslations("keys");
  if (row.makerId === null) return <span className="text-ink-muted">{t("noMaker")}</span>;
  const name = row.makerName || row.makerEmail;
  return (
    <span className="flex min-w-0" title={row.makerEmail ?? row.makerId}>
      {name && row.hasMakerPage ? (
        <PersonLink id={row.makerId}>{name}</PersonLink>
      ) : (
        <VendorText className="truncate">
          {name ?? (row.makerType === "service_account" ? t("serviceAccount") : row.makerId)}
        </VendorText>
      )}
    </span>
  );
}

/** Null where its creator answers for it. */
export function KeyOwner({ owner }: Pick<KeyRow, "owner">) {
  const t = useTranslations("keys");
  if (owner === null) return null;
  const { id, name, isGone } = owner;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {id ? <PersonLink id={id}>{name}</PersonLink> : <VendorText className="truncate">{name}</VendorText>}
      {isGone && <Badge tone="warn">{t("makerGone")}</Badge>}
    </span>
  );
}

export function KeyPrincipal({ row }: { row: KeyRow }) {
  const t = useTranslations("keys.principals");
  const { principalKind, principalName, principalId, hasPrincipalPage } = row;
  if (principalKind === null) return <span className="text-ink-muted">{t("none")}</span>;
  const known = principalKinds.find((kind) => kind === principalKind);
  return (
    <span title={principalId ?? undefined}>
      {principalName && principalId && hasPrincipalPage ? (
        <PersonLink id={principalId}>{principalName}</PersonLink>
      ) : principalName ? (
        <VendorText>{principalName}</VendorText>
      ) : (
        <VendorText>{known ? t(known) : principalKind}</VendorText>
      )}
    </span>
  );
}
