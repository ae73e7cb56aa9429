"use client";

import clsx from "clsx";
import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useRef, useState } from "react";
import { IconButton } from "./icon-button";
import { inputClass } from "./input";

const usualPauseMs = 120;

type Props = {
  label: string;
  value: string;
  /** Called immediately for the first letter, Enter, and clearing, otherwise after each pause. */
  onSearch: (text: string) => void;
  pauseMs?: number;
  className?: string;
};

export function SearchInput({ label, value, onSearch, pauseMs = usualPauseMs, className }: Props) {
  const t = useTranslations("ui");
  const input = useRef<HTMLInputElement>(null);
  const pause = useRef<{ timer: ReturnType<typeof setTimeout>; next?: string }>(undefined);
  const [draft, setDraft] = useState({ text: value, value, sent: [value] });

  // A value from elsewhere (a reset, the back button) replaces the draft; our own late echo must not.
  if (value !== draft.value) {
    const echo = draft.sent.indexOf(value);
    if (echo === -1) setDraft({ text: value, value, sent: [value] });
    else setDraft({ ...draft, value, sent: draft.sent.slice(echo) });
  }

  function send(text: string) {
    clearTimeout(pause.current?.timer);
    setDraft((before) => ({ ...before, text, sent: [...before.sent, text] }));
    startTransition(() => onSearch(text));
    pause.current = { timer: setTimeout(endPause, pauseMs) };
  }

  function endPause() {
    const next = pause.current?.next;
    pause.current = undefined;
    if (next !== undefined) send(next);
  }

  function change(text: string) {
    if (!pause.current) return send(text);
    pause.current.next = text;
    setDraft((before) => ({ ...before, text }));
  }

  function clear() {
    send("");
    input.current?.focus();
  }

  return (
    <search className={clsx("relative block", className)}>
      <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={draft.text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") send(event.currentTarget.value);
          if (event.key === "Escape") clear();
        }}
        autoComplete="off"
        spellCheck={false}
        className={clsx(inputClass, "px-8!")}
      />
      {draft.text !== "" && (
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
