"use client";

import {
  focusManager,
  type Query,
  QueryCache,
  QueryClient,
  QueryClientProvider,
} from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useLayoutEffect, useState } from "react";
import { Toaster } from "@/components/ui/overlay/toaster";
import { AppError, toHttpStatus } from "@/lib/core/errors/errors";
import { toRefetchInterval } from "@/lib/core/history/queries";
import { confirmIdentity } from "./step-up-store";
import { startTheme, themeEvent, themeKey } from "./theme";

const freshMs = 30_000;
const maxRetries = 2;
const maxDelayMs = 30_000;
/** Switching quickly between two windows doesn't refetch each time. */
const justReadMs = 2_000;
const reports: ReadonlySet<string> = new Set(["cost", "usage", "claude-code", "spend"]);

/** Retries help with a brief failure or a rate limit that states a delay, never with a refusal. */
function shouldRetry(failures: number, error: Error): boolean {
  const isRefusal = error instanceof AppError && toHttpStatus(error.code) < 500;
  return (!isRefusal || toWaitMs(error) !== undefined) && failures < maxRetries;
}

function toRetryDelay(failures: number, error: Error): number {
  return toWaitMs(error) ?? Math.min(1_000 * 2 ** failures, maxDelayMs);
}

function toWaitMs(error: Error): number | undefined {
  if (!(error instanceof AppError) || error.code !== "too_many_requests") return undefined;
  const { retryAfterSeconds } = error.failure;
  return retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000;
}

/**
 * People who return to a tab see current data. Reports are heavy and change slowly, so they refetch only when stale.
 */
function shouldRefetchOnFocus({ queryKey, state }: Query): boolean | "always" {
  if (reports.has(String(queryKey[0]))) return true;
  return Date.now() - state.dataUpdatedAt > justReadMs && "always";
}

/** The library notices only hidden tabs; a window beside another is never hidden. */
function watchFocus(): void {
  focusManager.setEventListener((onFocus) => {
    const listen = () => onFocus();
    window.addEventListener("visibilitychange", listen);
    window.addEventListener("focus", listen);
    return () => {
      window.removeEventListener("visibilitychange", listen);
      window.removeEventListener("focus", listen);
    };
  });
}

function createQueryClient(): QueryClient {
  if (typeof window !== "undefined") watchFocus();
  const queries = {
    staleTime: freshMs,
    retry: shouldRetry,
    retryDelay: toRetryDelay,
    refetchOnWindowFocus: shouldRefetchOnFocus,
    refetchInterval: toRefetchInterval(false),
  };
  return new QueryClient({
    defaultOptions: { queries },
    queryCache: new QueryCache({ onError: confirmRead }),
  });
}

/** Reading through many people needs a recent sign-in; once the person has confirmed it, the page goes on. */
async function confirmRead(error: Error, query: { fetch: () => Promise<unknown> }): Promise<void> {
  if (!(error instanceof AppError) || error.code !== "step_up_required") return;
  // An error after the confirmation is in the state of the query.
  if (await confirmIdentity()) await query.fetch().catch(() => undefined);
}

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useLayoutEffect(() => startTheme(themeKey, themeEvent), []);
  return (
    <NuqsAdapter>
      <QueryClientProvider client={queryClient}>
        {children}
        <Toaster />
      </QueryClientProvider>
    </NuqsAdapter>
  );
}
