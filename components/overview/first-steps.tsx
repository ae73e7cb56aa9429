"use client";

import clsx from "clsx";
import { CircleCheck, ExternalLink, KeyRound, Layers, MailPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { Overview } from "@/lib/across/overview/schema";
import { consoleKeysUrl } from "@/lib/directory/keys/vocabulary";

type Props = Pick<Overview, "people" | "workspaces"> & { canWrite: boolean };

/** In place of figures that would all be zero: what Castellan will show, and what to do first. */
export function FirstSteps({ people, workspaces, canWrite }: Props) {
  const t = useTranslations("overview.first");
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-6 card p-6 sm:p-8">
      <div className="grid max-w-2xl gap-1.5">
        <h2 id={id} className="text-lg">
          {t("title")}
        </h2>
        <p className="text-ink-muted">{t("text")}</p>
      </div>
      {canWrite && (
        <ol className="grid gap-4 lg:grid-cols-3">
          <Step
            icon={<MailPlus />}
            title={t("invite")}
            text={t("inviteText")}
            isDone={(people?.total ?? 0) > 1}
            action={
              <Link href="/invites?open=invite" className={toButtonClass("primary")}>
                {t("invite")}
              </Link>
            }
          />
          <Step
            icon={<Layers />}
            title={t("workspace")}
            text={t("workspaceText")}
            isDone={(workspaces?.total ?? 0) > 1}
            action={
              <Link href="/workspaces?open=create" className={toButtonClass()}>
                {t("workspace")}
              </Link>
            }
          />
          <Step
            icon={<KeyRound />}
            title={t("key")}
            text={t("keyText")}
            isDone={false}
            action={
              <a href={consoleKeysUrl} target="_blank" rel="noreferrer" className={toButtonClass()}>
                {t("console")}
                <ExternalLink aria-hidden className="size-4" />
              </a>
            }
          />
        </ol>
      )}
    </section>
  );
}

type StepProps = { icon: ReactNode; title: string; text: string; isDone: boolean; action: ReactNode };

function Step({ icon, title, text, isDone, action }: StepProps) {
  const t = useTranslations("overview.first");
  return (
    <li className="grid content-start justify-items-start gap-1 rounded-lg bg-canvas p-5">
      <span
        aria-hidden
        className={clsx(
          "mb-2 grid size-9 place-items-center rounded-lg bg-surface shadow-card [&>svg]:size-4.5 [&>svg]:stroke-[1.75]",
          isDone ? "text-good" : "text-ink-muted",
        )}
      >
        {isDone ? <CircleCheck /> : icon}
      </span>
      <h3>
        {title}
        {isDone && <span className="ml-2 font-normal text-good text-sm">{t("done")}</span>}
      </h3>
      <p className="text-ink-muted text-sm">{text}</p>
      <div className="mt-3">{action}</div>
    </li>
  );
}
