import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/controls/tabs";
import { type SettingsTab, settingsTabs } from "@/lib/settings/vocabulary";

export function SettingsTabs({ current }: { current: SettingsTab }) {
  const t = useTranslations("settings.tabs");
  const tabs = settingsTabs.map((id) => ({
    id,
    label: t(id),
    // Sound: it is the page that shows these tabs.
    href: (id === "access" ? "/settings" : `/settings?tab=${id}`) as Route,
  }));
  return <Tabs label={t("label")} tabs={tabs} current={current} />;
}
