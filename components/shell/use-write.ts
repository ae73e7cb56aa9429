"use client";

import { type UseMutationOptions, useMutation } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { type Send, Submits } from "./submits";

type Options<Given, Answer, Context> = Omit<
  UseMutationOptions<Answer, Error, Given, Context>,
  "mutationFn" | "networkMode"
> & {
  write: (send: Send, given: Given) => Promise<Answer>;
  /**
   * Set if the input states what the person saw, so that a second submit after a lost answer is refused or changes
   * nothing.
   */
  isRepeatable?: boolean;
};

/** Every write of the interface goes through this hook, so that a double click sends once. */
export function useWrite<Given = void, Answer = unknown, Context = unknown>({
  write,
  isRepeatable = false,
  ...options
}: Options<Given, Answer, Context>) {
  const [submits] = useState(() => new Submits());
  const mutation = useMutation<Answer, Error, Given, Context>({
    ...options,
    // Otherwise a write that waited for the network would be sent when no one expects it.
    networkMode: "always",
    mutationFn: (given) => submits.run((send) => write(send, given), isRepeatable),
  });
  const { mutateAsync: begin } = mutation;
  const mutateAsync = useCallback(
    (given: Given) => submits.start(given, () => begin(given)),
    [submits, begin],
  );
  const mutate = useCallback(
    (given: Given) => {
      mutateAsync(given).catch(() => {}); // The mutation already holds the error and has passed it to `onError`.
    },
    [mutateAsync],
  );
  return { ...mutation, mutate, mutateAsync };
}
