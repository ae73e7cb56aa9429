"use client";

import { type Messages, NextIntlClientProvider } from "next-intl";
import { type ReactNode, use } from "react";
import { preload } from "react-dom";
import type { Locale } from "@/i18n/locale";

type Props = {
  locale: Locale;
  /** The messages load from here: in the HTML they would weigh more than the page, and browsers couldn't cache them. */
  address: string;
  now: string;
  children: ReactNode;
};

export function IntlProvider({ locale, address, now, children }: Props) {
  preload(address, { as: "fetch", crossOrigin: "anonymous" });
  return (
    <NextIntlClientProvider
      locale={locale}
      messages={use(loadMessages(locale, address))}
      now={new Date(now)}
      timeZone="UTC"
    >
      {children}
    </NextIntlClientProvider>
  );
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
