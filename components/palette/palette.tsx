"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef } from "react";
import { leaveTo } from "@/components/shell/guard-unsaved";
import type { Entry, PaletteContent } from "./entry";
import { PaletteFooter } from "./palette-footer";
import { inputClass, inputRowClass } from "./palette-frame";
import { PaletteList } from "./palette-list";
import { addRecent } from "./recent";
import { useEntryGroups } from "./use-entry-groups";
import { useMarked } from "./use-marked";

type Props = {
  content: PaletteContent;
  text: string;
  onText: (text: string) => void;
  onShortcuts: () => void;
  onClose: () => void;
};

export function Palette({ content, text, onText, onShortcuts, onClose }: Props) {
  const t = useTranslations("palette");
  const router = useRouter();
  const { groups, ...search } = useEntryGroups({ text, ...content });
  const entries = groups.flatMap((group) => group.entries);
  const mark = useMarked(entries[0]?.value);
  const input = useFocusAtEnd();

  function open({ value, href }: Entry) {
    addRecent(content.person, value);
    onClose();
    if (href === null) onShortcuts();
    else leaveTo(href, () => router.push(href));
  }

  return (
    <Command
      label={t("title")}
      shouldFilter={false}
      vimBindings={false}
      value={mark.value}
      onValueChange={mark.onMark}
      onKeyDown={mark.onMove}
      onPointerMove={mark.onMove}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <div className={inputRowClass}>
        <Search aria-hidden />
        <Command.Input
          ref={input}
          placeholder={t("placeholder")}
          value={text}
          onValueChange={(next) => {
            mark.reset();
            onText(next);
          }}
          maxLength={200}
          className={inputClass}
        />
      </div>
      <PaletteList groups={groups} onOpen={open} />
      <PaletteFooter isTyped={text.trim() !== ""} count={entries.length} {...search} />
    </Command>
  );
}

/** At once when it replaces the input that took the first letters, and after the dialog has opened, which moves focus. */
function useFocusAtEnd() {
  const input = useRef<HTMLInputElement>(null);
  const focus = () => {
    const end = input.current?.value.length ?? 0;
    input.current?.focus();
    input.current?.setSelectionRange(end, end);
  };
  useLayoutEffect(focus, []);
  useEffect(focus, []);
  return input;
}
