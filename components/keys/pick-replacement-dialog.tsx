"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { KeyLastUse, KeyName, KeyWorkspace } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatCountShort } from "@/lib/format";
import { keyReplacementsQuery } from "@/lib/keys/queries";
import type { KeyRow } from "@/lib/keys/schema";
import { ConsoleLink } from "./console-link";
import type { KeyTarget } from "./use-key-status-mutation";
import { useRotateKey } from "./use-rotation-mutations";

type Props = { row: KeyTarget; onClose: () => void };

export function PickReplacementDialog({ row, onClose }: Props) {
  const t = useTranslations();
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<string>();
  const rotating = useRotateKey(row.id, onClose);
  return (
    <Dialog title={t("keys.rotation.pickTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen && !rotating.isPending) rotating.mutate(chosen);
        }}
      >
        <p className="text-sm">
          {t.rich("keys.rotation.replaces", { name: () => <KeyName of={row} /> })}{" "}
          <span className="text-ink-muted">{t("keys.rotation.pickHint")}</span>
        </p>
        <SearchInput label={t("keys.rotation.searchKeys")} value={q} onSearch={setQ} />
        <Candidates row={row} q={q} chosen={chosen} onChoose={setChosen} />
        {rotating.error && <FailureNote failure={toFailure(rotating.error)} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={!chosen} isPending={rotating.isPending}>
            {t("keys.rotation.pick")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type CandidatesProps = {
  row: KeyTarget;
  q: string;
  chosen: string | undefined;
  onChoose: (keyId: string) => void;
};

function Candidates({ row, q, chosen, onChoose }: CandidatesProps) {
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
    <fieldset className="max-h-72 overflow-y-auto rounded-md border p-1">
      <legend className="sr-only">{t("found")}</legend>
      {keys?.map((key) => (
        <label
          key={key.id}
          className="flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken"
        >
          <input
            type="radio"
            name="replacement"
            checked={chosen === key.id}
            onChange={() => onChoose(key.id)}
          />
          <Candidate row={key} />
        </label>
      ))}
    </fieldset>
  );
}

/** How old it is and what it does tell the key that was just created from those that work already. */
function Candidate({ row }: { row: KeyRow }) {
  const t = useTranslations("keys.rotation");
  const locale = useLocale();
  return (
    <span className="grid min-w-0">
      <span className="flex min-w-0 items-baseline gap-2">
        <VendorText className="truncate font-medium">{row.name.trim() || row.id}</VendorText>
        <VendorText className="shrink-0 font-mono text-ink-muted text-xs">
          {row.hint?.replace(/^sk-ant-[a-z]+\d*-/, "…") ?? ""}
        </VendorText>
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
