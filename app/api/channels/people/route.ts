import { findRecipients } from "@/lib/delivery/people-read-model";
import { loadRecipientSearch } from "@/lib/delivery/search-params";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({
  permission: "schedules:write",
  search: (query) => loadRecipientSearch(query),
  read: findRecipients,
});
