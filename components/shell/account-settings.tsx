"use client";

import { LanguageSwitch } from "./language-switch";
import { ThemeSwitch } from "./theme-switch";

export function AccountSettings() {
  return (
    <div className="grid gap-3">
      <ThemeSwitch />
      <LanguageSwitch />
    </div>
  );
}
