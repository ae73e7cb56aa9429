"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { KeyLastUse, KeyWorkspace } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatCountShort } from "@/lib/core/format/format";
import { keyReplacementsQuery } from "@/lib/directory/keys/queries";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { consoleKeysUrl } from "@/lib/directory/keys/vocabulary";
import { ConsoleLink } from "./console-link";
import type { KeyTarget } from "./use-key-status-mutation";

type Props = {
  row: KeyTarget;
  q: string;
  chosen: string | undefined;
  suggested: string | undefined;
  onChoose: (key: KeyRow) => void;
};

export function ReplacementCandidates({ row, q, chosen, suggested, onChoose }: Props) {
  const t = useTranslations("keys.rotation");
  const { data: keys, error } = useQuery(keyReplacementsQuery(row.id, q));
  if (error) return <FailureNote failure={toFailure(error)} />;
  if (keys?.length === 0)
    return (
      <div className="grid justify-items-start gap-3">
        <p className="text-ink-muted text-sm">{t(q.trim() ? "nothingFound" : "nothingNear")}</p>
        <ConsoleLink />
      </div>
    );
  return (
    <>
      <LongList items={keys ?? []} label={t("found")} isChosen={({ id }) => id === chosen}>
        {(key) => (
          <label
            key={key.id}
            className="flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken"
          >
            <input
              type="radio"
              name="replacement"
              checked={chosen === key.id}
              onChange={() => onChoose(key)}
            />
            <Candidate row={key} isSuggested={key.id === suggested} />
          </label>
        )}
      </LongList>
      <p className="text-ink-muted text-sm">
        {t.rich("noneYet", {
          link: (text) => (
            <a href={consoleKeysUrl} target="_blank" rel="noreferrer" className="text-accent underline">
              {text}
            </a>
          ),
        })}
      </p>
    </>
  );
}

/** How old it is and what it does tell the key that was just created from those that work already. */
function Candidate({ row, isSuggested }: { row: KeyRow; isSuggested: boolean }) {
  const t = useTranslations("keys.rotation");
  const locale = useLocale();
  return (
    <span className="grid min-w-0">
      <span className="flex min-w-0 items-baseline gap-2">
        <VendorText className="truncate font-medium">{row.name.trim() || row.id}</VendorText>
        <VendorText className="shrink-0 font-mono text-ink-muted text-xs">
          {row.hint?.replace(/^sk-ant-[a-z]+\d*-/, "…") ?? ""}
        </VendorText>
        {isSuggested && <Badge>{t("suggested")}</Badge>}
      </span>
      <span className="text-ink-muted text-xs">
        <KeyWorkspace row={row} />
        {row.createdAt && (
          <>
            {" · "}
            {t.rich("createdWhen", { when: () => <DateText at={row.createdAt} /> })}
          </>
        )}
        {" · "}
        {row.tokens30d > 0 ? (
          t("traffic", { tokens: formatCountShort(row.tokens30d, locale) })
        ) : row.lastUsedOn === null ? (
          <KeyLastUse row={row} />
        ) : (
          t.rich("lastUsed", { day: () => <KeyLastUse row={row} /> })
        )}
      </span>
    </span>
  );
}
