import { AppError, type Failure } from "@/lib/core/errors/errors";

/** Client-safe. What an action returns to the browser. */
export type ActionResult<T> = {
  data?: T | undefined;
  serverError?: Failure | undefined;
  validationErrors?: Failure | undefined;
};

export function unwrap<T>(result: ActionResult<T>): T {
  const failure = result.serverError ?? result.validationErrors;
  if (failure) throw new AppError(failure.code, "the action failed", failure);
  return result.data as T; // Sound: without a failure the action has run, and `data` is what it returned.
}
