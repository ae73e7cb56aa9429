"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { hideKeys } from "@/lib/core/format/key-hint";
import type { PaletteContent } from "./entry";
import { inputClass, inputRowClass, PaletteFrame } from "./palette-frame";

const loadPalette = () => import("./palette").then(({ Palette }) => ({ default: Palette }));
const Palette = lazy(loadPalette);

export function preloadPalette(): void {
  loadPalette().catch(() => undefined); // Opening it tries again.
}

type Props = { content: PaletteContent; onShortcuts: () => void; onClose: () => void };

/** Takes letters and Enter from the first moment: what is typed while the palette's code loads is kept. */
export function PaletteDialog({ content, onShortcuts, onClose }: Props) {
  const [text, setText] = useState("");
  const [isEntered, setEntered] = useState(false);
  const onText = (next: string) => {
    setText(hideKeys(next));
    setEntered(false);
  };
  const given = { content, text, onText, onShortcuts, onClose, isEntered };
  return (
    <PaletteFrame onClose={onClose}>
      <Suspense fallback={<FirstInput text={text} onText={onText} onEnter={() => setEntered(true)} />}>
        <Palette {...given} />
      </Suspense>
    </PaletteFrame>
  );
}

type FirstInputProps = { text: string; onText: (text: string) => void; onEnter: () => void };

function FirstInput({ text, onText, onEnter }: FirstInputProps) {
  const t = useTranslations("palette");
  return (
    <div className={inputRowClass}>
      <Search aria-hidden />
      <input
        aria-label={t("title")}
        placeholder={t("placeholder")}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={({ key }) => key === "Enter" && onEnter()}
        autoComplete="off"
        spellCheck={false}
        className={inputClass}
      />
    </div>
  );
}
