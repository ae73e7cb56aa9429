"use client";

import { type Locale, type Messages, NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";

type Props = {
  locale: Locale;
  /** The catalogue as JSON: as one text it passes from server to browser without being walked through on every page. */
  catalogue: string;
  /** The instant of the server's answer, for times that are told relative to it. */
  now: string;
  children: ReactNode;
};

export function IntlProvider({ locale, catalogue, now, children }: Props) {
  return (
    <NextIntlClientProvider locale={locale} messages={parse(catalogue)} now={new Date(now)} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}

const parsed = new Map<string, Messages>();

/** Once a catalogue in each process, and in each browser. */
function parse(catalogue: string): Messages {
  const known = parsed.get(catalogue);
  if (known) return known;
  const messages: Messages = JSON.parse(catalogue);
  parsed.set(catalogue, messages);
  return messages;
}
