import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { settingsTabs } from "./vocabulary";

/** The state of the settings' page in its URL. */
export const loadSettingsPage = createLoader({
  tab: parseAsStringLiteral(settingsTabs).withDefault("access"),
});
