import { ArrowUpRight } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/controls/link";

type Props = {
  label: string;
  href: Route;
  value: ReactNode;
  note?: ReactNode;
  trend?: ReactNode;
};

export function Tile({ label, href, value, note, trend }: Props) {
  return (
    <Link
      href={href}
      className="group flex min-w-0 flex-col gap-1 rounded-lg border bg-surface px-4 py-3 transition-colors hover:bg-canvas"
    >
      <span className="flex items-center justify-between gap-2 text-ink-muted text-sm">
        {label}
        <ArrowUpRight aria-hidden className="size-3.5 text-ink-faint opacity-0 group-hover:opacity-100" />
      </span>
      <span className="font-semibold text-xl tabular-nums">{value}</span>
      <span className="min-h-5 text-ink-muted text-sm">{note}</span>
      {trend && <span className="mt-auto">{trend}</span>}
    </Link>
  );
}
