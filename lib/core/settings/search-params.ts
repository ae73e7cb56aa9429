import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { settingsTabs } from "./vocabulary";

export const loadSettingsPage = createLoader({
  tab: parseAsStringLiteral(settingsTabs).withDefault("access"),
});
