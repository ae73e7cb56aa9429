"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { PaletteContent } from "./entry";
import { inputClass, inputRowClass, PaletteFrame } from "./palette-frame";

const loadPalette = () => import("./palette").then(({ Palette }) => ({ default: Palette }));
const Palette = lazy(loadPalette);

export function preloadPalette(): void {
  loadPalette().catch(() => undefined); // Opening it tries again.
}

type Props = { content: PaletteContent; onShortcuts: () => void; onClose: () => void };

/** Takes letters from the first moment: those typed while the palette's code loads are kept. */
export function PaletteDialog({ content, onShortcuts, onClose }: Props) {
  const [text, setText] = useState("");
  return (
    <PaletteFrame onClose={onClose}>
      <Suspense fallback={<FirstInput text={text} onText={setText} />}>
        <Palette content={content} text={text} onText={setText} onShortcuts={onShortcuts} onClose={onClose} />
      </Suspense>
    </PaletteFrame>
  );
}

function FirstInput({ text, onText }: { text: string; onText: (text: string) => void }) {
  const t = useTranslations("palette");
  return (
    <div className={inputRowClass}>
      <Search aria-hidden />
      <input
        aria-label={t("title")}
        placeholder={t("placeholder")}
        value={text}
        onChange={(event) => onText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className={inputClass}
      />
    </div>
  );
}
