import clsx from "clsx";

type Props = { children: string; className?: string };

export function VendorText({ children, className }: Props) {
  return <bdi className={clsx("[overflow-wrap:anywhere] [unicode-bidi:isolate]", className)}>{children}</bdi>;
}
