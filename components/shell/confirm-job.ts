import { fetchIsToConfirm, type Job } from "@/lib/account/step-up/queries";
import { AppError } from "@/lib/core/errors/errors";
import { confirmIdentity } from "./step-up-store";

/**
 * Call before the first of several writes: if one of them needs a recent sign-in, the person confirms it's them now, and
 * not when half is done.
 * @throws AppError step_up_required if they don't
 */
export async function confirmJob(job: Job): Promise<void> {
  if (!(await fetchIsToConfirm(job)) || (await confirmIdentity())) return;
  throw new AppError("step_up_required", "the person didn't confirm it's them");
}
