import "server-only";
import { z } from "zod";
import { defineRead } from "@/lib/core/entry/define-read";
import { listMemberChoices, listMembers } from "./list-read-model";
import { getMemberDetail } from "./person-read-model";
import { loadMemberSearch } from "./search-params";

export const memberReads = {
  "members/choices": defineRead({
    permission: "members:read",
    search: (query) => loadMemberSearch(query),
    read: listMemberChoices,
  }),
  "members/detail": defineRead({
    permission: "members:read",
    search: z.object({ member: z.string().min(1) }),
    read: (by, { member }) => getMemberDetail(by, member),
  }),
  members: defineRead({
    permission: "members:read",
    search: (query) => loadMemberSearch(query),
    read: listMembers,
  }),
};
