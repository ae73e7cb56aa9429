"use client";

import { ArrowRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";
import { VendorText } from "@/components/ui/display/vendor-text";

export type Line = {
  key: string;
  name: string;
  /** Names of roles; null for no access. */
  before: string | null;
  after: string | null;
  /** Why it can't be made, for example. */
  note?: ReactNode;
  drop: { label: string; onDrop: () => void };
};
type Props = { groups: readonly { id: string; title: string; lines: readonly Line[] }[] };

/** Changes of access by person or workspace, each of which can be left out. */
export function ChangeLines({ groups }: Props) {
  return (
    <div className="grid gap-3">
      {groups.map(({ id, title, lines }) => (
        <section key={id} className="grid gap-1">
          <h3 className="font-medium">
            <VendorText>{title}</VendorText>
          </h3>
          <ul className="grid gap-1 border-l-2 pl-3 text-sm">
            {lines.map((line) => (
              <ChangeLine key={line.key} line={line} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ChangeLine({ line: { name, before, after, note, drop } }: { line: Line }) {
  const t = useTranslations("access");
  return (
    <li className="grid gap-0.5">
      <div className="flex min-w-0 items-center gap-2">
        <VendorText className="min-w-0 flex-1 truncate">{name}</VendorText>
        <span className="flex shrink-0 items-center gap-1.5">
          <VendorText className="text-ink-muted">{before ?? t("noAccess")}</VendorText>
          <ArrowRight aria-hidden className="size-3.5 text-ink-faint" />
          <span className="sr-only">{t("becomes")}</span>
          <span className={after === null ? "text-danger" : "font-medium"}>{after ?? t("noAccess")}</span>
        </span>
        <IconButton label={drop.label} icon={<X />} onClick={drop.onDrop} />
      </div>
      {note}
    </li>
  );
}
