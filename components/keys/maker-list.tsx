"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SearchInput } from "@/components/ui/controls/search-input";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatCount } from "@/lib/core/format/format";
import { keyMakersQuery } from "@/lib/directory/keys/queries";
import type { KeyMaker } from "@/lib/directory/keys/schema";
import { goneMakers } from "@/lib/directory/keys/vocabulary";

type Props = { chosen: string[]; onChange: (chosen: string[]) => void };

export function MakerList({ chosen, onChange }: Props) {
  const t = useTranslations("keys.filters");
  const [q, setQ] = useState("");
  const certain = chosen.filter((id) => id !== goneMakers);
  const { data = [], error, isSuccess } = useQuery(keyMakersQuery(q, certain));
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <SearchInput label={t("searchMakers")} value={q} onSearch={setQ} />
      {error && <FailureNote failure={toFailure(error)} />}
      <fieldset className="max-h-80 overflow-y-auto">
        <legend className="sr-only">{t("makers")}</legend>
        <label className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken">
          <input type="checkbox" checked={chosen.includes(goneMakers)} onChange={() => toggle(goneMakers)} />
          {t("allGone")}
        </label>
        {data.map((maker) => (
          <Maker
            key={maker.id}
            maker={maker}
            isChosen={chosen.includes(maker.id)}
            onToggle={() => toggle(maker.id)}
          />
        ))}
      </fieldset>
      {isSuccess && data.length === 0 && <p className="px-2 text-ink-muted text-sm">{t("noMaker")}</p>}
    </div>
  );
}

type MakerProps = { maker: KeyMaker; isChosen: boolean; onToggle: () => void };

function Maker({ maker: { id, name, email, isGone, count }, isChosen, onToggle }: MakerProps) {
  const t = useTranslations("keys");
  const locale = useLocale();
  return (
    <label
      title={email ?? id}
      className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken"
    >
      <input type="checkbox" checked={isChosen} onChange={onToggle} />
      <VendorText className="min-w-0 truncate">{name || email || id}</VendorText>
      {isGone && <Badge tone="warn">{t("makerGone")}</Badge>}
      <span className="ml-auto text-ink-muted text-sm tabular-nums">{formatCount(count, locale)}</span>
    </label>
  );
}
