"use client";

import clsx from "clsx";
import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { IconButton } from "./icon-button";
import { inputClass } from "./input";

const debounceMs = 150;

type Props = {
  label: string;
  value: string;
  /** Called 150 ms after the last key, at once on Enter and on clearing. */
  onSearch: (text: string) => void;
  className?: string;
};

export function SearchInput({ label, value, onSearch, className }: Props) {
  const t = useTranslations("ui");
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [draft, setDraft] = useState({ text: value, sent: value });

  // A value that did not come from here (reset, back button) replaces the draft; our own echo must not.
  if (value !== draft.sent) setDraft({ text: value, sent: value });

  function send(text: string) {
    clearTimeout(timer.current);
    setDraft({ text, sent: text });
    onSearch(text);
  }

  function change(text: string) {
    clearTimeout(timer.current);
    setDraft((before) => ({ ...before, text }));
    timer.current = setTimeout(() => send(text), debounceMs);
  }

  function clear() {
    send("");
    input.current?.focus();
  }

  return (
    <search className={clsx("relative block", className)}>
      <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-ink-faint" />
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
          className="absolute! top-0.5 right-0.5"
        />
      )}
    </search>
  );
}
