import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { getSchedulesPage } from "./read-model";

export const scheduleReads = {
  schedules: defineRead({
    permission: "schedules:read",
    read: (by) => getSchedulesPage(by),
  }),
};
