"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Kbd } from "@/components/ui/display/kbd";
import { onDemand } from "@/components/ui/on-demand";
import type { PaletteContent } from "./entry";
import { PaletteDialog, preloadPalette } from "./palette-dialog";
import { useIsMac } from "./use-is-mac";
import { useShortcuts } from "./use-shortcuts";

const ShortcutSheet = onDemand(() => import("./shortcut-sheet").then((file) => file.ShortcutSheet));

/** The button in the header, and what its keys open. */
export function PaletteLauncher({ content }: { content: PaletteContent }) {
  const t = useTranslations("palette");
  const isMac = useIsMac();
  const [shown, show] = useState<"palette" | "shortcuts">();
  const close = () => show(undefined);
  useShortcuts({
    onPalette: () => show(shown === "palette" ? undefined : "palette"),
    onSheet: () => show("shortcuts"),
  });
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}
        onPointerEnter={preloadPalette}
        onFocus={preloadPalette}
        onClick={() => show("palette")}
        className="flex h-8 pointer-coarse:h-11 pointer-coarse:min-w-11 items-center pointer-coarse:max-md:justify-center gap-2 rounded-md px-2 text-ink-muted transition-colors hover:text-ink max-sm:hover:bg-sunken sm:border sm:bg-surface sm:pr-1.5 md:@container md:w-56 lg:min-w-36 lg:shrink-[99]"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="truncate text-sm max-md:sr-only">{t("open")}</span>
        <span
          aria-hidden
          className="ml-auto flex w-12 shrink-0 justify-end max-sm:hidden @max-[11rem]:hidden"
        >
          <Kbd>{isMac ? "⌘ K" : "Ctrl K"}</Kbd>
        </span>
      </button>
      {shown === "palette" && (
        <PaletteDialog content={content} onShortcuts={() => show("shortcuts")} onClose={close} />
      )}
      {shown === "shortcuts" && <ShortcutSheet onClose={close} />}
    </>
  );
}
