import { createSerializer } from "nuqs/server";
import { parseAsTexts } from "@/lib/search-params";

export const planSearchParams = { members: parseAsTexts.withDefault([]) };
export const toPlanQueryString = createSerializer(planSearchParams);
