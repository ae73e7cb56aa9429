import { hashKey } from "@tanstack/react-query";
import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from "next/navigation";
import { type ActionResult, unwrap } from "@/lib/core/entry/unwrap";
import { AppError, type ErrorCode, toUnreachable } from "@/lib/core/errors/errors";
import { confirmIdentity } from "./step-up-store";
import { createUuid } from "./uuid";

type Action<Input, Answer> = (input: Input, operationId?: string) => Promise<ActionResult<Answer>>;

export type Send = <Input, Answer>(action: Action<Input, Answer>, input: Input) => Promise<Answer>;

/** After one of these errors, the server may have done the work. */
const uncertain: readonly ErrorCode[] = [
  "outcome_unknown",
  "submit_unanswered",
  "internal",
  "store_unavailable",
  "bad_answer",
];

function hasDoneNothing(error: unknown): boolean {
  return error instanceof AppError && !uncertain.includes(error.code);
}

function isStale(error: unknown): boolean {
  return error instanceof AppError && error.code === "step_up_required";
}

/** A build renames all actions, so a page from before an update names one that is gone. */
function toSubmitError(cause: unknown): unknown {
  return isUnrecognizedAction(cause)
    ? new AppError("page_outdated", "the page is older than the server", { cause })
    : toUnreachable(cause, "submit_unanswered");
}

/**
 * The submits of one form. A submit keeps its operation IDs until the server has surely succeeded or surely failed:
 * double clicks and retries after a lost answer are recognized, while a corrected or repeated submit is new.
 */
export class Submits {
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #ids = new Map<string, string>();

  start<T>(given: unknown, begin: () => Promise<T>): Promise<T> {
    const key = hashKey([given]);
    // Sound: only this form's one mutation stores promises under `key`.
    const same = this.#underWay.get(key) as Promise<T> | undefined;
    if (same) return same;
    const begun = begin();
    this.#underWay.set(key, begun);
    const end = () => this.#underWay.delete(key);
    begun.then(end, end);
    return begun;
  }

  /**
   * `isRepeatable`: the server refuses the second of two equal submits by itself, because each states what was seen.
   */
  async run<T>(write: (send: Send) => Promise<T>, isRepeatable: boolean): Promise<T> {
    const sent: string[] = [];
    const send: Send = async (action, input) => {
      const key = hashKey([sent.length, input]);
      sent.push(key);
      const submit = async () => {
        const id = this.#ids.get(key) ?? createUuid();
        this.#ids.set(key, id);
        const result = await action(input, id).catch((cause: unknown) => {
          throw toSubmitError(cause);
        });
        return unwrap(result);
      };
      try {
        return await submit();
      } catch (error) {
        if (!isStale(error) || !(await confirmIdentity())) throw error;
        this.#ids.delete(key);
        return submit();
      }
    };
    const forget = () => {
      for (const key of sent) this.#ids.delete(key);
    };
    try {
      const answer = await write(send);
      forget();
      return answer;
    } catch (error) {
      if (isRepeatable || hasDoneNothing(error)) forget();
      throw error;
    }
  }
}
