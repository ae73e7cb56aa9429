import { useLocale } from "next-intl";
import { formatCount } from "@/lib/core/format/format";

export function NumberText({ value }: { value: number | bigint | string }) {
  return <span className="tabular-nums">{formatCount(value, useLocale())}</span>;
}
