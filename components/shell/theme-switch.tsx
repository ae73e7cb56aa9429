"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { keep, useKept } from "./browser-store";
import { type Theme, themeEvent, themeKey, themes } from "./theme";

export const themeLabels = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

function subscribe() {
  return () => {};
}

export function ThemeSwitch() {
  const t = useTranslations("shell");
  const theme = useKept(themeKey) ?? "system";
  const isBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  ); // The server doesn't know the choice, so the first paint shows none.
  return (
    <SegmentedControl
      label={t("theme")}
      isLabelVisible
      options={themes.map((value) => ({ value, label: t(themeLabels[value]) }))}
      value={isBrowser ? themes.find((value) => value === theme) : undefined}
      onChange={chooseTheme}
    />
  );
}

/** Colors change at once: a page whose parts fade at different speeds flickers. */
export function chooseTheme(theme: Theme): void {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets.push(still);
  keep(themeKey, theme);
  window.dispatchEvent(new Event(themeEvent));
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    }),
  );
}
