"use client";

import { Keyboard, Languages, LogOut, SunMoon } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { languages, useChangeLanguage } from "@/components/shell/language-switch";
import { endSession } from "@/components/shell/session";
import { themes } from "@/components/shell/theme";
import { chooseTheme, themeLabels } from "@/components/shell/theme-switch";
import type { Command } from "./entry";

/** What needs no page: shortcuts, colors, languages, and signing out. */
export function useBrowserEntries(): Command[] {
  const t = useTranslations("palette");
  const shell = useTranslations("shell");
  const locale = useLocale();
  const changeLanguage = useChangeLanguage();
  const showFailure = useFailureToast();
  return useMemo(() => {
    const toCommand = (
      name: string,
      command: Pick<Command, "label" | "words" | "icon" | "run">,
    ): Command => ({
      group: "operations",
      value: `operation:${name}`,
      href: null,
      isAsked: command.run !== undefined,
      ...command,
    });
    return [
      toCommand("shortcuts", {
        label: t("operations.shortcuts"),
        words: t("operationWords.shortcuts"),
        icon: <Keyboard />,
      }),
      toCommand("signOut", {
        label: shell("signOut"),
        words: t("operationWords.signOut"),
        icon: <LogOut />,
        run: () => endSession().catch((error) => showFailure(toFailure(error))),
      }),
      ...themes.map((theme) =>
        toCommand(`theme-${theme}`, {
          label: `${shell("theme")}: ${shell(themeLabels[theme])}`,
          words: t(`operationWords.theme.${theme}`),
          icon: <SunMoon />,
          run: () => chooseTheme(theme),
        }),
      ),
      ...languages
        .filter(({ value }) => value !== locale)
        .map(({ value, label }) =>
          toCommand(`language-${value}`, {
            label: `${shell("language")}: ${label}`,
            words: t("operationWords.language"),
            icon: <Languages />,
            run: () => changeLanguage(value),
          }),
        ),
    ];
  }, [t, shell, locale, changeLanguage, showFailure]);
}
