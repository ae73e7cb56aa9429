import { defineRoute } from "@/lib/entry/define-route";
import { isJobToConfirm, jobSearch } from "@/lib/step-up/job";

export const GET = defineRoute({ permission: "me:read", search: jobSearch, read: isJobToConfirm });
