"use client";

import clsx from "clsx";
import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useEffect, useRef, useState } from "react";
import { hideKeys } from "@/lib/core/format/key-hint";
import { IconButton } from "./icon-button";
import { inputClass } from "./input";
import { startHere } from "./start-here";

const usualPauseMs = 120;

type Props = {
  label: string;
  value: string;
  /** Called immediately for the first letter, Enter, and clearing, otherwise after each pause. */
  onSearch: (text: string) => void;
  pauseMs?: number;
  /** Whether the dialog that it is in starts here. */
  startsHere?: boolean;
  className?: string;
};

export function SearchInput({
  label,
  value,
  onSearch,
  pauseMs = usualPauseMs,
  startsHere = false,
  className,
}: Props) {
  const t = useTranslations("ui");
  const input = useRef<HTMLInputElement>(null);
  const pause = useRef<{ timer: ReturnType<typeof setTimeout>; next?: string }>(undefined);
  const [text, setText] = useState(value);
  const sent = useRef<string[]>([]);

  /**
   * A value from elsewhere (a reset, the back button) replaces the text; our own late echo must not. Not while rendering:
   * a letter typed during an unfinished render would be added to what only that render knows.
   */
  useEffect(() => {
    const echo = sent.current.indexOf(value);
    sent.current = echo === -1 ? [] : sent.current.slice(echo + 1);
    if (echo === -1) setText(value);
  }, [value]);

  function send(next: string) {
    clearTimeout(pause.current?.timer);
    setText(next);
    sent.current.push(next);
    startTransition(() => onSearch(next));
    pause.current = { timer: setTimeout(endPause, pauseMs) };
  }

  function endPause() {
    const next = pause.current?.next;
    pause.current = undefined;
    if (next !== undefined) send(next);
  }

  function change(next: string) {
    if (!pause.current) return send(next);
    pause.current.next = next;
    setText(next);
  }

  function clear() {
    send("");
    input.current?.focus();
  }

  return (
    <search ref={startsHere ? startInside : null} className={clsx("relative block", className)}>
      <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => change(hideKeys(event.target.value))}
        onKeyDown={(event) => {
          const { key, currentTarget } = event;
          // If the search hasn't changed, Enter belongs to the rows that were found.
          if (key === "Enter" && currentTarget.value !== value) {
            event.preventDefault();
            send(currentTarget.value);
          }
          if (key === "Escape" && text === "") currentTarget.blur();
          else if (key === "Escape") clear();
        }}
        autoComplete="off"
        spellCheck={false}
        className={clsx(inputClass, "px-8!")}
      />
      {text !== "" && (
        <IconButton
          label={t("clearSearch")}
          icon={<X />}
          onClick={clear}
          className="absolute! top-0.5 right-0.5 pointer-coarse:top-0"
        />
      )}
    </search>
  );
}

function startInside(element: HTMLElement | null): void {
  startHere(element?.querySelector("input") ?? null);
}
