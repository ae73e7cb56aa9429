"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import type { Route } from "next";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Input } from "@/components/ui/controls/input";
import { Link } from "@/components/ui/controls/link";
import { Skeleton } from "@/components/ui/display/skeleton";
import { named, VendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { removeView, renameSavedView, saveView } from "@/lib/account/views/actions";
import { viewsQuery } from "@/lib/account/views/queries";
import type { View } from "@/lib/account/views/schema";
import { isList, maxNameLength, type ViewPage } from "@/lib/account/views/vocabulary";
import { toViewQuery } from "./to-view-query";

export function ViewsPanel({ page }: { page: ViewPage }) {
  const t = useTranslations("reports.views");
  const { data, error, refetch } = useQuery(viewsQuery(page));
  const { save } = useViewMutations();
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  return (
    <div className="grid gap-3">
      {data.length === 0 ? (
        <p className="text-ink-muted text-sm">{t(isList(page) ? "noneOfList" : "none")}</p>
      ) : (
        <ul aria-label={t("title")} className="max-h-72 overflow-y-auto">
          {data.map((view) => (
            <ViewRow key={view.id} view={view} />
          ))}
        </ul>
      )}
      <NameForm
        label={t("name")}
        submit={t("save")}
        isPending={save.isPending}
        onSubmit={(name) => save.mutateAsync({ page, name, query: toViewQuery(window.location.search) })}
      />
    </div>
  );
}

function ViewRow({ view }: { view: View }) {
  const t = useTranslations("reports.views");
  const [isRenaming, setRenaming] = useState(false);
  const { rename, remove } = useViewMutations();
  const { id, name, page, query } = view;
  const isShown = toViewQuery(useSearchParams().toString()) === toViewQuery(query);
  if (isRenaming)
    return (
      <li className="py-1">
        <NameForm
          label={t("name")}
          submit={t("done")}
          name={name}
          isPending={rename.isPending}
          onSubmit={async (next) => {
            await rename.mutateAsync({ id, name: next });
            setRenaming(false);
          }}
        />
      </li>
    );
  return (
    <li className="flex items-center gap-1">
      {/* Sound: a path of ours whose query string our parsers read. */}
      <Link
        href={`/${page}?${query}` as Route}
        aria-current={isShown ? "page" : undefined}
        className="min-w-0 flex-1 truncate rounded-sm px-2 py-1 pointer-coarse:py-3 hover:bg-sunken aria-[current]:font-medium"
        onClick={({ currentTarget }) => currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()}
      >
        <VendorText>{name}</VendorText>
      </Link>
      <IconButton label={t("rename", { name })} icon={<Pencil />} onClick={() => setRenaming(true)} />
      <IconButton
        label={t("remove", { name })}
        icon={<Trash2 />}
        disabled={remove.isPending}
        onClick={() => remove.mutate(view)}
      />
    </li>
  );
}

type FormProps = {
  label: string;
  submit: string;
  name?: string;
  isPending: boolean;
  onSubmit: (name: string) => Promise<unknown>;
};

function NameForm({ label, submit, name = "", isPending, onSubmit }: FormProps) {
  const [text, setText] = useState(name);
  return (
    <form
      className="flex gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(text).then(
          () => setText(""),
          () => {},
        );
      }}
    >
      <Input
        aria-label={label}
        placeholder={label}
        required
        maxLength={maxNameLength}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="min-w-0 flex-1"
      />
      <Button type="submit" isPending={isPending}>
        {submit}
      </Button>
    </form>
  );
}

type Given<Action extends (input: never) => unknown> = Parameters<Action>[0];

function useViewMutations() {
  const t = useTranslations("reports.views");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const withToast = (done: "saved" | "renamed" | "removed") => ({
    onSuccess: (_: unknown, { name }: { name: string }) => toast(t.rich(done, named(name))),
    onError: (error: Error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["views"] }),
  });
  return {
    save: useWrite({
      write: (send, given: Given<typeof saveView>) => send(saveView, given),
      ...withToast("saved"),
    }),
    rename: useWrite({
      write: (send, given: Given<typeof renameSavedView>) => send(renameSavedView, given),
      ...withToast("renamed"),
    }),
    remove: useWrite({
      write: (send, { id }: Pick<View, "id" | "name">) => send(removeView, { id }),
      ...withToast("removed"),
    }),
  };
}
