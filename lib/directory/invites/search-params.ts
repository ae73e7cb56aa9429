import { createLoader, createSerializer, type inferParserType } from "nuqs/server";
import { listParams, listUrl, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";

const inviteSorts = ["email", "role", "status", "invited", "expires", "accepted"] as const;

export const inviteSearchParams = {
  q: parseAsText.withDefault(""),
  status: parseAsTexts.withDefault([]),
  /** IDs of the only invites to list, such as those chosen for a file. */
  only: parseAsTexts.withDefault([]),
  ...listParams(inviteSorts, "invited", "desc"),
};
export type InviteSearch = inferParserType<typeof inviteSearchParams>;

export const loadInviteSearch = createLoader(inviteSearchParams, listUrl);
export const toInviteQueryString = createSerializer(inviteSearchParams, listUrl);
