import { createLoader, createSerializer, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { parseAsPage, parseAsText, parseAsTexts } from "@/lib/search-params";

const inviteSorts = ["email", "role", "status", "invited", "expires", "accepted"] as const;

/** The state of the invites page in its URL, shared by the page, its controls, the door and the export. */
export const inviteSearchParams = {
  q: parseAsText.withDefault(""),
  status: parseAsTexts.withDefault([]),
  sort: parseAsStringLiteral(inviteSorts).withDefault("invited"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsPage.withDefault(1),
};
export const inviteSearchKeys = { direction: "dir" };
export type InviteSearch = inferParserType<typeof inviteSearchParams>;

export const loadInviteSearch = createLoader(inviteSearchParams, { urlKeys: inviteSearchKeys });
export const toInviteQueryString = createSerializer(inviteSearchParams, { urlKeys: inviteSearchKeys });
