"use client";

import { changeSettings, requestSettings } from "@/lib/core/settings/actions";
import type { SettingChanges } from "@/lib/core/settings/schema";
import { orRequestApproval } from "./request-approval";
import type { Send } from "./submits";

/** A change that loosens something waits for a second admin if the two-person rule is on. */
export function saveSettings(send: Send, changes: SettingChanges): Promise<unknown> {
  return orRequestApproval(
    () => send(changeSettings, changes),
    () => send(requestSettings, changes),
  );
}
