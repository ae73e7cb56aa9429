"use client";

import { type Locale, type Messages, NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";

type Props = {
  locale: Locale;
  /** The catalog as JSON: as one text it passes from server to browser without being walked through on every page. */
  catalog: string;
  /** The instant of the server's answer, for times that are told relative to it. */
  now: string;
  children: ReactNode;
};

export function IntlProvider({ locale, catalog, now, children }: Props) {
  return (
    <NextIntlClientProvider locale={locale} messages={parse(catalog)} now={new Date(now)} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}

const parsed = new Map<string, Messages>();

/** Once a catalog in each process, and in each browser. */
function parse(catalog: string): Messages {
  const known = parsed.get(catalog);
  if (known) return known;
  const messages: Messages = JSON.parse(catalog);
  parsed.set(catalog, messages);
  return messages;
}
