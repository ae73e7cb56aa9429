import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { getLocale, getNow } from "next-intl/server";
import type { ReactNode } from "react";
import { IntlProvider } from "@/components/shell/intl-provider";
import { Providers } from "@/components/shell/providers";
import { themeScript } from "@/components/shell/theme";
import { toCatalogAddress } from "@/i18n/catalog";
import { readZone } from "@/i18n/zone";
import "./globals.css";
import "./print.css";

export const metadata: Metadata = {
  title: { default: "Castellan", template: "%s · Castellan" },
  manifest: "/manifest.webmanifest",
  icons: { icon: { url: "/icon.svg", type: "image/svg+xml" }, apple: "/apple-touch-icon.png" },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  const [locale, now, jar] = await Promise.all([getLocale(), getNow(), cookies()]);
  const address = await toCatalogAddress(locale);
  return (
    <html
      lang={locale}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning // The theme script sets data-theme before React hydrates.
    >
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the text is a constant of ours. */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: themeScript }} />
        <IntlProvider locale={locale} address={address} now={now.toISOString()} zone={readZone(jar)}>
          <Providers>{children}</Providers>
        </IntlProvider>
      </body>
    </html>
  );
}
