"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSingleKeys } from "@/components/shell/single-keys";
import { usePages } from "@/components/shell/use-places";
import { Kbd } from "@/components/ui/display/kbd";
import { Dialog } from "@/components/ui/overlay/dialog";
import { useIsMac } from "./use-is-mac";

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("palette.shortcuts");
  const isMac = useIsMac();
  const { areOn, turn } = useSingleKeys();
  const pages = usePages();
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <div className="grid gap-5">
        {/* First, because focus starts here: at the end, a phone would scroll past the rest. */}
        <label className="grid grid-cols-[auto_1fr] items-start gap-x-2.5 border-b pb-4">
          <input
            type="checkbox"
            data-transient
            checked={areOn}
            onChange={(event) => turn(event.target.checked)}
            className="mt-1"
          />
          <span>{t("areOn")}</span>
          <span className="col-start-2 text-ink-muted text-sm">{t("areOnHint")}</span>
        </label>
        <Shortcuts title={t("anywhere")}>
          <Shortcut name={t("palette")} keys={[isMac ? "⌘" : "Ctrl", "K"]} />
          <Shortcut name={t("back")} keys={["Esc"]} />
          {areOn && <Shortcut name={t("search")} keys={["/"]} />}
          {areOn && <Shortcut name={t("sheet")} keys={["?"]} />}
        </Shortcuts>
        {areOn && (
          <Shortcuts title={t("lists")}>
            <Shortcut name={t("nextRow")} keys={["J"]} />
            <Shortcut name={t("previousRow")} keys={["K"]} />
            <Shortcut name={t("selectRow")} keys={["X"]} />
            <Shortcut name={t("selectRange")} keys={["⇧", "X"]} />
            <Shortcut name={t("peekRow")} keys={[t("space")]} />
            <Shortcut name={t("bar")} keys={["B"]} />
            <Shortcut name={t("openRow")} keys={["↵"]} />
          </Shortcuts>
        )}
        {areOn && (
          <Shortcuts title={t("goTo")}>
            {pages.map(
              ({ letter, label }) =>
                letter && (
                  <Shortcut key={letter} name={label} keys={["G", letter.toUpperCase()]} isSequence />
                ),
            )}
          </Shortcuts>
        )}
      </div>
    </Dialog>
  );
}

function Shortcuts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium text-ink-faint text-xs">{title}</h3>
      <dl className="grid gap-x-8 gap-y-1 sm:grid-cols-2">{children}</dl>
    </section>
  );
}

function Shortcut({ name, keys, isSequence }: { name: string; keys: readonly string[]; isSequence?: true }) {
  const t = useTranslations("palette.shortcuts");
  const [first, second] = keys;
  return (
    <div className="flex min-h-7 items-center justify-between gap-4">
      <dt className="hyphens-auto wrap-anywhere min-w-0">{name}</dt>
      <dd className="flex shrink-0 items-center gap-1">
        <Kbd>{first}</Kbd>
        {isSequence && <span className="text-ink-faint text-xs">{t("then")}</span>}
        {second && <Kbd>{second}</Kbd>}
      </dd>
    </div>
  );
}
