import { AppError, type Failure } from "@/lib/errors";

/** Client-safe. What an action hands to the browser. */
export type ActionResult<T> = {
  data?: T | undefined;
  serverError?: Failure | undefined;
  validationErrors?: Failure | undefined;
};

/**
 * The answer of an action, for `useMutation`.
 * @throws AppError with the failure that the action returned
 */
export function unwrap<T>(result: ActionResult<T>): T {
  const failure = result.serverError ?? result.validationErrors;
  if (failure) throw new AppError(failure.code, "the action failed", failure);
  return result.data as T; // Sound: without a failure the action has run, and `data` is what it returned.
}
