"use client";

import { type Messages, NextIntlClientProvider } from "next-intl";
import { type ReactNode, startTransition, use, useEffect, useState } from "react";
import { preload } from "react-dom";
import type { Locale } from "@/i18n/locale";

type Props = {
  locale: Locale;
  /** The messages load from here: in the HTML they would weigh more than the page, and browsers couldn't cache them. */
  address: string;
  now: string;
  /** That of the reader, as far as the server knows. */
  zone: string;
  children: ReactNode;
};

export function IntlProvider({ locale, address, now, zone, children }: Props) {
  preload(address, { as: "fetch", crossOrigin: "anonymous" });
  return (
    <NextIntlClientProvider
      locale={locale}
      messages={use(loadMessages(locale, address))}
      now={new Date(now)}
      timeZone={useOwnZone(zone)}
    >
      {children}
    </NextIntlClientProvider>
  );
}

/** That of this browser, which the server knows from the next visit on. */
function useOwnZone(known: string): string {
  const [zone, setZone] = useState(known);
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === known) return;
    // Loaded then, because most visits aren't the first. Without it, the next visit is a first one again.
    import("./keep-zone").then(({ keepZone }) => keepZone(own)).catch(() => undefined);
    startTransition(() => setZone(own));
  }, [known]);
  return zone;
}

const loaded = new Map<string, Promise<Messages>>();

/** Loads a catalog once per process and per browser. */
function loadMessages(locale: Locale, address: string): Promise<Messages> {
  const known = loaded.get(address);
  if (known) return known;
  const messages = typeof window === "undefined" ? importMessages(locale) : fetchMessages(address);
  loaded.set(address, messages);
  return messages;
}

async function importMessages(locale: Locale): Promise<Messages> {
  const { default: messages } = await import(`@/messages/${locale}.json`);
  return messages;
}

async function fetchMessages(address: string): Promise<Messages> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`the messages answered ${answer.status}`);
    return await answer.json();
  } catch (cause) {
    loaded.delete(address);
    throw cause;
  }
}
