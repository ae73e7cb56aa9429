"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { useScopeNames } from "@/components/directory/use-scope-names";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { AccessTokenRow } from "@/lib/account/access-tokens/schema";
import { TokenState } from "./token-state";

type Options = {
  hasPeople: boolean;
  /** The button of a row; undefined for a read-only list. */
  toActions: ((row: AccessTokenRow) => ReactNode) | undefined;
};

export function useTokenColumns({ hasPeople, toActions }: Options): Column<AccessTokenRow>[] {
  const t = useTranslations("accessTokens");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        card: "name",
        minWidth: 150,
        cell: (row) => <Name of={row} hasPeople={hasPeople} />,
      },
      ...(hasPeople
        ? [{ id: "owner", header: t("owner"), width: 144, cell: (row: AccessTokenRow) => <Owner of={row} /> }]
        : []),
      { id: "scopes", header: t("mayDo"), minWidth: 150, cell: (row) => <MayDo of={row} /> },
      { id: "expiresAt", header: t("expires"), width: 150, cell: (row) => <Expiry of={row} /> },
      { id: "lastUsedAt", header: t("used"), width: 132, cell: (row) => <LastUse of={row} /> },
      { id: "state", header: t("state"), width: 110, cell: (row) => <TokenState token={row} /> },
      ...(toActions
        ? [{ id: "actions", header: t("actions"), isHeaderHidden: true, width: 122, cell: toActions }]
        : []),
    ],
    [t, hasPeople, toActions],
  );
}

/** On a card, everything else stands beside and below the name. */
function Name({ of: row, hasPeople }: { of: AccessTokenRow; hasPeople: boolean }) {
  const t = useTranslations("accessTokens");
  const { listInShort } = useScopeNames();
  const { name, owner, ownerName, networks, expiresAt, isConnection } = row;
  const isBound = networks.length > 0;
  const only = isConnection ? t("connected") : isBound && t("onlyFrom", { networks: networks.join(", ") });
  return (
    <TwoLines
      mark={
        <span className="md:hidden">
          <TokenState token={row} />
        </span>
      }
      detail={
        <>
          <span className="md:hidden">
            {hasPeople && <VendorText>{`${ownerName ?? owner} · `}</VendorText>}
            {t.rich("until", { day: () => <DateText at={expiresAt} show="day" /> })} ·{" "}
            {listInShort(row.scopes, isConnection).join(" · ")}
          </span>
          {only && (
            <span title={only} className="max-md:hidden">
              {only}
            </span>
          )}
        </>
      }
    >
      <span title={name} className="truncate">
        <VendorText className="font-medium">{name}</VendorText>
      </span>
    </TwoLines>
  );
}

function Owner({ of: { owner, ownerName, persona } }: { of: AccessTokenRow }) {
  const t = useTranslations("accessTokens");
  const toPersona = useTranslations("shell.persona");
  return (
    <TwoLines detail={persona === null ? t("personal") : t("serviceAs", { role: toPersona(persona) })}>
      <span className="truncate">
        <PersonName email={owner} name={ownerName} />
      </span>
    </TwoLines>
  );
}

function MayDo({ of: { scopes, isConnection } }: { of: AccessTokenRow }) {
  const { listInShort, listSentences } = useScopeNames();
  const [first, ...others] = listInShort(scopes, isConnection);
  return (
    <span title={listSentences(scopes).join("\n")}>
      <TwoLines detail={others.join(" · ")}>
        <span className="truncate">{first}</span>
      </TwoLines>
    </span>
  );
}

function Expiry({ of: { createdAt, expiresAt } }: { of: AccessTokenRow }) {
  const t = useTranslations("accessTokens");
  return (
    <TwoLines detail={t.rich("made", { day: () => <DateText at={createdAt} show="day" /> })}>
      <DateText at={expiresAt} show="day" />
    </TwoLines>
  );
}

function LastUse({ of: { lastUsedAt, lastAddress, lastClient } }: { of: AccessTokenRow }) {
  const t = useTranslations("accessTokens");
  if (lastUsedAt === null) return <span className="text-ink-muted">{t("never")}</span>;
  const from = [lastAddress, lastClient].filter(Boolean).join(" · ");
  return (
    <span title={from}>
      <TwoLines detail={<VendorText>{from}</VendorText>}>
        <DateText at={lastUsedAt} />
      </TwoLines>
    </span>
  );
}
