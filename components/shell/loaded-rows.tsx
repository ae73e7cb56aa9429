"use client";

import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Dialog } from "@/components/ui/overlay/dialog";
import { toFailure } from "./failure";
import { FailureNote } from "./failure-note";

type Props<Row, Key extends readonly unknown[]> = {
  title: string;
  query: UseQueryOptions<Row[], Error, Row[], Key>;
  onClose: () => void;
  children: (rows: readonly Row[]) => ReactNode;
};

/** What a dialog is about, as it is now: it may have changed or gone since whatever opened the dialog. */
export function LoadedRows<Row, Key extends readonly unknown[]>({
  title,
  query,
  onClose,
  children,
}: Props<Row, Key>) {
  const t = useTranslations("ui");
  const { data, error } = useQuery({ ...query, staleTime: 0 });
  if (data && data.length > 0) return children(data);
  return (
    <Dialog title={title} onClose={onClose} footer={<Button onClick={onClose}>{t("close")}</Button>}>
      {error || data ? (
        <FailureNote failure={error ? toFailure(error) : { code: "not_found" }} />
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </Dialog>
  );
}
