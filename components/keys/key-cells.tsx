"use client";

import { useLocale, useTranslations } from "next-intl";
import { PersonLink } from "@/components/members/member-cells";
import { NotReadYet, useIsRead } from "@/components/shell/loading-history";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/format";
import type { KeyRow } from "@/lib/keys/schema";
import { principalKinds } from "@/lib/keys/vocabulary";
import { usePlaceName } from "./use-place-name";

type PlaceOfKey = Pick<KeyRow, "workspaceId" | "scope" | "workspaceName" | "isDefaultWorkspace">;

export function KeyPlace({ row }: { row: PlaceOfKey }) {
  const toName = usePlaceName();
  const { workspaceId, scope, workspaceName: name, isDefaultWorkspace: isDefault } = row;
  return <VendorText>{toName({ value: workspaceId ?? scope, name, isDefault })}</VendorText>;
}

export function KeyMaker({ row }: { row: KeyRow }) {
  const t = useTranslations("keys");
  if (row.makerId === null) return <span className="text-ink-muted">{t("noMaker")}</span>;
  const name = row.makerName || row.makerEmail;
  return (
    <span className="flex min-w-0 items-center gap-2" title={row.makerEmail ?? row.makerId}>
      {name && row.hasMakerPage ? (
        <PersonLink id={row.makerId}>{name}</PersonLink>
      ) : (
        <VendorText className="truncate">
          {name ?? (row.makerType === "service_account" ? t("serviceAccount") : row.makerId)}
        </VendorText>
      )}
      {row.isMakerGone && <Badge tone="warn">{t("makerGone")}</Badge>}
    </span>
  );
}

/** Whom requests with the key are counted as. */
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

type LastUseProps = {
  row: Pick<KeyRow, "lastUsedOn">;
  /** Whether the latest days are still to be read. */
  isUnknown?: boolean;
};

export function KeyLastUse({ row, isUnknown = false }: LastUseProps) {
  const t = useTranslations("keys");
  const locale = useLocale();
  const isRead = useIsRead();
  if (row.lastUsedOn === null && !isRead) return <NotReadYet />;
  if (row.lastUsedOn === null)
    return <span className="text-ink-muted">{t(isUnknown ? "useUnknown" : "neverUsed")}</span>;
  return <time dateTime={row.lastUsedOn}>{formatDay(row.lastUsedOn, locale)}</time>;
}
