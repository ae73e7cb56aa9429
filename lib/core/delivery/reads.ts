import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { findRecipients } from "./people-read-model";
import { listChannels } from "./read-model";
import { loadRecipientSearch } from "./search-params";

export const deliveryReads = {
  "channels/people": defineRead({
    permission: "schedules:write",
    search: (query) => loadRecipientSearch(query),
    read: findRecipients,
  }),
  channels: defineRead({
    permission: "schedules:read",
    read: (by) => listChannels(by),
  }),
};
