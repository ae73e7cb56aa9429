import { createSerializer } from "nuqs/server";
import { parseAsTexts } from "@/lib/core/address/search-params";

export const planSearchParams = { members: parseAsTexts.withDefault([]) };
export const toPlanQueryString = createSerializer(planSearchParams);
