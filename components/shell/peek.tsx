"use client";

import { keepPreviousData, type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Compass } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FailedState } from "./failed-state";
import { toFailure } from "./failure";
import { LoadingFacts, PeekFrame } from "./peek-frame";
import { PeekTitle } from "./peek-title";
import { State } from "./state";
import type { PeekProps } from "./use-peek";
import { usePeekKeys } from "./use-peek-keys";
import { useSettled } from "./use-settled";

type Noun = "members" | "workspaces" | "keys";
type Props<Data, Key extends QueryKey> = {
  peek: PeekProps;
  noun: Noun;
  toQuery: (id: string) => UseQueryOptions<Data, Error, Data, Key>;
  toTitle: (data: Data) => ReactNode;
  children: (data: Data) => ReactNode;
};

/** Somebody who holds J down passes rows that nobody needs to read. */
const pauseMs = 120;

/** What a row of a list is about, beside the list. */
export function Peek<Data, Key extends QueryKey>(props: Props<Data, Key>) {
  const { peek, noun, toQuery, toTitle, children } = props;
  const t = useTranslations("shell");
  const id = useSettled(peek.id, pauseMs);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...toQuery(id),
    placeholderData: keepPreviousData,
  });
  usePeekKeys(peek);
  const isOld = isPlaceholderData || id !== peek.id;
  const failure = error && !data ? toFailure(error) : null;
  // Sound: the type of a route with a parameter is generic.
  const href = `/${noun}/${encodeURIComponent(peek.id)}` as Route;
  return (
    <PeekFrame isBusy={isOld || (!data && !failure)}>
      <PeekTitle href={failure?.code === "not_found" ? undefined : href} onClose={peek.onClose}>
        {data ? toTitle(data) : <span className="sr-only">{t("peek.label")}</span>}
      </PeekTitle>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        {data && (
          // Facts, which are a card on a page, are the panel's own here.
          <div
            className={clsx(
              "px-5 py-2 transition-opacity [&_.card]:-mx-5 [&_.card]:shadow-none",
              isOld && "opacity-60",
            )}
          >
            {children(data)}
          </div>
        )}
        {!data && !failure && <LoadingFacts />}
        {failure?.code === "not_found" && (
          <State icon={<Compass />} title={t(`notFound.${noun}.title`)}>
            {t(`notFound.${noun}.text`)}
          </State>
        )}
        {failure && failure.code !== "not_found" && <FailedState failure={failure} onRetry={refetch} />}
      </div>
    </PeekFrame>
  );
}
