"use client";

import { useTranslations } from "next-intl";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { NewName } from "./to-new-names";

type Props = {
  names: readonly NewName[];
  /** Keys whose new name is used in their workspace already. */
  taken: ReadonlySet<string>;
};

/** Names before and after; what is left as it is comes last and is counted. */
export function NewNames({ names, taken }: Props) {
  const t = useTranslations("keys.renaming");
  const changed = names.filter(({ mark }) => mark !== "same");
  const same = names.length - changed.length;
  const isTaken = ({ key, mark }: Pick<NewName, "key" | "mark">) => mark === "ready" && taken.has(key.id);
  const doubled = changed.filter(isTaken).length;
  const refused = changed.filter(({ mark }) => mark !== "ready").length;
  return (
    <div className="grid gap-2 text-sm">
      {changed.length > 0 && (
        <LongList items={changed} label={t("preview")} className="grid rounded-md border">
          {({ key, name, mark }) => (
            <li key={key.id} className="grid border-b px-3 py-1.5 last:border-b-0">
              <VendorText className="truncate text-ink-muted text-xs">{key.name}</VendorText>
              <span className="flex min-w-0 gap-1.5">
                <span aria-hidden>→</span>
                <span className="sr-only">{t("becomes")}</span>
                <VendorText className="truncate font-medium">{name}</VendorText>
              </span>
              {mark !== "ready" && mark !== "same" && (
                <span className="text-danger text-xs">{t(`marks.${mark}`)}</span>
              )}
              {isTaken({ key, mark }) && <span className="text-warn text-xs">{t("exists")}</span>}
            </li>
          )}
        </LongList>
      )}
      <div role="status" className="grid gap-1 text-ink-muted">
        {same > 0 && <p>{t("same", { count: same })}</p>}
        {doubled > 0 && <p className="text-warn">{t("existing", { count: doubled })}</p>}
        {refused > 0 && <p className="text-danger">{t("refused", { count: refused })}</p>}
      </div>
    </div>
  );
}
