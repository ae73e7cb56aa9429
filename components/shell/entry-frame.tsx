import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark";
import { LanguageSwitch } from "./language-switch";
import { ThemeSwitch } from "./theme-switch";

type Props = { title: ReactNode; description: ReactNode; children: ReactNode };

/** A page of its own, without the sidebar. */
export function EntryFrame({ title, description, children }: Props) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md grid-rows-[1fr_auto] gap-8 px-4 py-8 sm:py-12">
      <div className="grid content-center gap-6">
        <header>
          <BrandMark className="mb-4 size-8 text-accent" />
          <h1 className="text-xl">{title}</h1>
          <p className="mt-1 text-ink-muted">{description}</p>
        </header>
        {children}
      </div>
      <footer className="flex flex-wrap items-end justify-between gap-4">
        <ThemeSwitch />
        <LanguageSwitch />
      </footer>
    </main>
  );
}
