"use client";

import { toButtonClass } from "@/components/ui/controls/button";
import "./globals.css";

type Props = { error: Error & { digest?: string }; retry: () => void };

/**
 * A layout failed, as without the database, and the catalogs perhaps with it, so both languages are written out here.
 * The log has the details under the same digest.
 */
export default function GlobalError({ error, retry }: Props) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-content-center gap-4 p-6 text-center font-sans">
        <title>Castellan</title>
        <h1 className="text-xl">Something went wrong</h1>
        <p className="text-ink-muted">This page couldn’t be displayed. Nothing was changed.</p>
        <p lang="de" className="text-ink-muted">
          Diese Seite konnte nicht angezeigt werden. Es wurde nichts geändert.
        </p>
        {error.digest && <p className="text-ink-faint tabular-nums">ID {error.digest}</p>}
        <div>
          <button type="button" className={toButtonClass("primary")} onClick={() => retry()}>
            Try again · <span lang="de">Erneut versuchen</span>
          </button>
        </div>
      </body>
    </html>
  );
}
