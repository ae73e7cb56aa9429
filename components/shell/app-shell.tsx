import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { VendorText } from "@/components/ui/display/vendor-text";
import { BrandMark } from "./brand-mark";
import { NavDrawer } from "./nav-drawer";
import { Sidebar } from "./sidebar";

type Props = {
  organization: string;
  /** What always has to be known, such as that the data isn't real. */
  notices?: Record<"row" | "bar" | "paper", ReactNode>;
  tools: ReactNode;
  children: ReactNode;
};

export function AppShell({ organization, notices, tools, children }: Props) {
  const t = useTranslations("shell");
  return (
    <div className="lg:grid lg:grid-cols-[var(--spacing-sidebar)_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent focus:translate-y-0 print:hidden"
      >
        {t("skipToContent")}
      </a>
      <div className="sticky top-0 hidden h-dvh flex-col border-r bg-canvas lg:flex print:hidden">
        <p className="flex h-bar shrink-0 items-center gap-2.5 px-4 font-semibold tracking-tight">
          <BrandMark className="size-4.5 text-accent" />
          {t("product")}
        </p>
        <div className="min-h-0 flex-1 overflow-y-auto pt-1">
          <Sidebar />
        </div>
      </div>
      <div className="flex min-h-dvh min-w-0 flex-col has-data-[fill=always]:h-dvh md:has-data-fill:h-dvh">
        <div className="lg:hidden print:hidden">{notices?.row}</div>
        {notices?.paper}
        <header className="sticky top-0 z-30 h-bar shrink-0 border-b bg-canvas print:static print:border-none">
          <div className="group/bar page-width flex h-full items-center gap-2">
            <span className="contents print:hidden">
              <NavDrawer />
            </span>
            <p title={organization} className="min-w-0 truncate font-medium">
              <VendorText>{organization}</VendorText>
            </p>
            <div className="mx-2 flex flex-1 basis-0 items-center gap-4 max-lg:hidden print:hidden">
              {notices?.bar}
            </div>
            <div className="ml-auto flex shrink-0 items-center gap-2 lg:contents pointer-coarse:gap-0 print:hidden">
              {tools}
            </div>
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col outline-none [--list-top:var(--spacing-bar)]"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
