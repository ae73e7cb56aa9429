"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { KeyLastUse, KeyName, KeyWorkspace } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatCountShort } from "@/lib/format";
import { keyReplacementsQuery } from "@/lib/keys/queries";
import type { KeyRow } from "@/lib/keys/schema";
import { ConsoleLink } from "./console-link";
import type { KeyTarget } from "./use-key-status-mutation";
import { useRotateKey } from "./use-rotation-mutations";

type Props = {
  row: KeyTarget;
  /** Whether the key shall stop by itself, unless the person says otherwise. */
  stopsAtFirst?: boolean;
  onClose: () => void;
};

const newDays = 30;

/** The newest key of the workspace is suggested if it is new, because then it was probably made for this. */
export function PickReplacementDialog({ row, stopsAtFirst = false, onClose }: Props) {
  const t = useTranslations();
  const [q, setQ] = useState("");
  const [picked, setPicked] = useState<string>();
  const [stopsWhenQuiet, setStops] = useState(stopsAtFirst);
  const newest = useQuery(keyReplacementsQuery(row.id, "")).data?.[0];
  const suggested = isNew(newest) ? newest?.id : undefined;
  // A key that isn't in view must not be chosen by itself.
  const chosen = picked ?? (q.trim() === "" ? suggested : undefined);
  const rotating = useRotateKey(row.id, onClose);
  const canStop = row.status === "active";
  return (
    <Dialog title={t("keys.rotation.pickTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen && !rotating.isPending)
            rotating.mutate({ replacementId: chosen, stopsWhenQuiet: canStop && stopsWhenQuiet });
        }}
      >
        <p className="text-sm">
          {t.rich("keys.rotation.replaces", { name: () => <KeyName of={row} /> })}{" "}
          <span className="text-ink-muted">{t("keys.rotation.pickHint")}</span>
        </p>
        <SearchInput label={t("keys.rotation.searchKeys")} value={q} onSearch={setQ} />
        <Candidates row={row} q={q} chosen={chosen} suggested={suggested} onChoose={setPicked} />
        {canStop && (
          <label className="grid cursor-pointer grid-cols-[auto_1fr] items-baseline gap-x-2.5 text-sm">
            <input
              type="checkbox"
              checked={stopsWhenQuiet}
              onChange={({ target }) => setStops(target.checked)}
              className="translate-y-px"
            />
            <span className="wrap-anywhere">
              {t.rich("keys.rotation.stops", { name: () => <KeyName of={row} /> })}
            </span>
            <span className="col-start-2 text-ink-muted text-xs">{t("keys.rotation.stopsHint")}</span>
          </label>
        )}
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

function isNew(key: Pick<KeyRow, "createdAt"> | undefined): boolean {
  return Date.parse(key?.createdAt ?? "") > Date.now() - newDays * 86_400_000;
}

type CandidatesProps = {
  row: KeyTarget;
  q: string;
  chosen: string | undefined;
  suggested: string | undefined;
  onChoose: (keyId: string) => void;
};

function Candidates({ row, q, chosen, suggested, onChoose }: CandidatesProps) {
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
          <Candidate row={key} isSuggested={key.id === suggested} />
        </label>
      ))}
    </fieldset>
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
