"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";

const themes = ["system", "light", "dark"] as const;
const labels = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

function subscribe() {
  return () => {};
}

export function ThemeSwitch() {
  const t = useTranslations("shell");
  const { theme, setTheme } = useTheme();
  const isBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  ); // The server doesn't know the choice, so the first paint shows none.
  return (
    <SegmentedControl
      label={t("theme")}
      isLabelVisible
      options={themes.map((value) => ({ value, label: t(labels[value]) }))}
      value={isBrowser ? themes.find((value) => value === theme) : undefined}
      onChange={setTheme}
    />
  );
}
