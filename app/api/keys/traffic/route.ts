import { z } from "zod";
import { defineRoute } from "@/lib/entry/define-route";
import { trafficDays } from "@/lib/keys/search-params";
import { getKeyTraffic } from "@/lib/keys/traffic-read-model";

export const GET = defineRoute({
  permission: "keys:read",
  search: z.object({ key: z.string().min(1), days: z.coerce.number().pipe(z.literal(trafficDays)) }),
  read: (by, search) => getKeyTraffic(by, search),
});
