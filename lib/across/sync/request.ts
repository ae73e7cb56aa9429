import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { wakeSync } from "./start";
import { requestJobs } from "./state";

export async function requestSync(_by: Permit<"sync:run">): Promise<void> {
  await requestJobs(new Date());
  wakeSync();
}
