"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { leaveTo } from "@/components/shell/guard-unsaved";
import { VendorText } from "@/components/ui/display/vendor-text";
import { type Entry, hasOperations, type PaletteContent } from "./entry";
import { PaletteFooter } from "./palette-footer";
import { inputClass, inputRowClass } from "./palette-frame";
import { PaletteList } from "./palette-list";
import { addRecent } from "./recent";
import { useEntryGroups } from "./use-entry-groups";
import { useMarked } from "./use-marked";
import { useSubject } from "./use-subject";

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
  const subject = useSubject(text, onText);
  const { groups: found, ...search } = useEntryGroups({ text: subject.entry ? "" : text, ...content });
  const groups = subject.groups ?? found;
  const entries = groups.flatMap((group) => group.entries);
  const mark = useMarked(entries[0]?.value);
  const marked = entries.find(({ value }) => value === mark.value);
  const input = useFocusAtEnd();

  function onKeyDown(event: KeyboardEvent) {
    mark.onMove(event);
    if (subject.onKeyDown(event, marked)) mark.reset();
  }

  function open({ value, href, about }: Entry) {
    addRecent(content.person, about ?? value);
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
      onKeyDown={onKeyDown}
      onPointerMove={mark.onMove}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <div className={inputRowClass}>
        <Search aria-hidden />
        {subject.entry && <Subject label={subject.entry.label} />}
        <Command.Input
          ref={input}
          placeholder={t(subject.entry ? "subjectPlaceholder" : "placeholder")}
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
      <PaletteFooter
        hint={text.trim() === "" ? (subject.entry ? t("subjectTip") : t("tip")) : null}
        keys={subject.entry ? ["move", "open", "back"] : hasOperations(marked) ? withOperations : usual}
        count={entries.length}
        {...search}
      />
    </Command>
  );
}

const usual = ["move", "open", "close"] as const;
const withOperations = ["move", "open", "operations", "close"] as const;

function Subject({ label }: { label: string }) {
  return (
    <span className="min-w-0 max-w-[45%] shrink-0 truncate rounded-md bg-accent-soft px-2 py-0.5 text-accent text-sm">
      <VendorText>{label}</VendorText>
    </span>
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
