"use client";

import { Command } from "cmdk";
import { ChevronLeft, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { leaveTo } from "@/components/shell/leave-to";
import { VendorText } from "@/components/ui/display/vendor-text";
import { type Entry, hasOperations, type ObjectEntry, type PaletteContent } from "./entry";
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
  /** Whether Enter was pressed before this was loaded. */
  isEntered: boolean;
  onShortcuts: () => void;
  onClose: () => void;
};

export function Palette({ content, text, onText, isEntered, onShortcuts, onClose }: Props) {
  const t = useTranslations("palette");
  const router = useRouter();
  const subject = useSubject(text, onText);
  const { groups: found, notes, ...search } = useEntryGroups({ text: subject.entry ? "" : text, ...content });
  const groups = subject.groups ?? found;
  const entries = groups.flatMap((group) => group.entries);
  const mark = useMarked(entries[0]?.value);
  const marked = entries.find(({ value }) => value === mark.value);
  const input = useFocusAtEnd();
  const openMarked = useEffectEvent(() => marked && open(marked));
  useEffect(() => {
    if (isEntered && !search.isLoading) openMarked();
  }, [isEntered, search.isLoading]);

  function enter(entry: ObjectEntry) {
    mark.reset();
    subject.enter(entry);
    input.current?.focus();
  }

  function leave() {
    if (subject.entry) mark.hold(subject.entry.value);
    subject.leave();
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    mark.onMove(event);
    const step = subject.toStep(event, marked);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation(); // Escape would close the dialog.
    step({ enter, leave });
  }

  function open({ value, href, run, isFile, about }: Entry) {
    addRecent(content.person, about ?? value);
    onClose();
    if (run) run();
    else if (href === null) onShortcuts();
    else if (isFile) download(href);
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
        {subject.entry && <Subject label={subject.entry.label} onLeave={leave} />}
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
      {/* Not read here: the footer says it. */}
      {notes.map((note) => (
        <p key={note} aria-hidden className="shrink-0 px-4.5 pt-3.5 text-ink-muted wrap-anywhere">
          {note}
        </p>
      ))}
      <PaletteList groups={groups} isLoading={search.isLoading} onOpen={open} onOperations={enter} />
      <PaletteFooter
        hint={text.trim() === "" ? (subject.entry ? t("subjectTip") : t("tip")) : null}
        notes={notes}
        keys={subject.entry ? ["move", "open", "back"] : hasOperations(marked) ? withOperations : usual}
        count={entries.length}
        {...search}
      />
    </Command>
  );
}

const usual = ["move", "open", "close"] as const;
const withOperations = ["move", "open", "operations", "close"] as const;

/** A press goes back, because a phone has no Escape; the keys for that work everywhere. */
function Subject({ label, onLeave }: { label: string; onLeave: () => void }) {
  const t = useTranslations("palette");
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t("leave", { name: label })}
      onClick={onLeave}
      className="flex pointer-coarse:min-h-11 min-w-0 max-w-[45%] shrink-0 items-center gap-1 rounded-md bg-accent-soft py-0.5 pr-2 pl-1 text-accent text-sm"
    >
      <ChevronLeft aria-hidden className="size-4 shrink-0" />
      <VendorText className="min-w-0 truncate">{label}</VendorText>
    </button>
  );
}

function download(href: string): void {
  Object.assign(document.createElement("a"), { href, download: "" }).click();
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
