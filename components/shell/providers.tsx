"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { Toaster } from "@/components/ui/toaster";
import { AppError, toHttpStatus } from "@/lib/errors";

const freshMs = 30_000;
const maxRetries = 2;

/** Asking again helps against a hiccup, never against a refusal. */
function shouldRetry(failures: number, error: Error): boolean {
  const isRefusal = error instanceof AppError && toHttpStatus(error.code) < 500;
  return !isRefusal && failures < maxRetries;
}

function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: freshMs, retry: shouldRetry } } });
}

/** `nonce` is the one of this response's Content-Security-Policy, for the script that sets the theme before paint. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ThemeProvider
      nonce={nonce}
      attribute="data-theme"
      defaultTheme="system"
      enableColorScheme={false}
      disableTransitionOnChange
    >
      <NuqsAdapter>
        <QueryClientProvider client={queryClient}>
          {children}
          <Toaster />
        </QueryClientProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
