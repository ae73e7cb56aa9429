"use client";

import { Circle, CircleCheck, CircleDashed } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { LoadingText } from "@/components/shell/loading-history";
import { saveSettings } from "@/components/shell/save-settings";
import { useToastMutation } from "@/components/shell/use-operation";
import { Button } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { Overview, Setup } from "@/lib/across/overview/schema";

type State = Setup[keyof Setup];

const hrefs = {
  signIn: "/settings",
  admin: "/settings?open=grant",
  mail: "/settings?tab=rules",
  budget: "/cost/budgets?open=add",
} as const satisfies Record<keyof Setup, Route>;
const order = ["signIn", "admin", "mail", "history", "budget"] as const;

/** What is left to set up, for the admins of a new server. */
export function SetupList({ setup, loading }: { setup: Setup; loading: Overview["loading"] }) {
  const t = useTranslations("overview.setup");
  const id = useId();
  const router = useRouter();
  const hiding = useToastMutation<void>(
    {
      run: (send) => saveSettings(send, { setup_hidden: true }),
      toText: () => t("hidden"),
      refreshes: ["settings", "audit"],
    },
    () => router.refresh(),
  );
  return (
    <section aria-labelledby={id} className="card p-5">
      <div className="flex items-center justify-between gap-3">
        <h2 id={id}>{t("title")}</h2>
        <Button variant="ghost" size="sm" isPending={hiding.isPending} onClick={() => hiding.mutate()}>
          {t("hide")}
        </Button>
      </div>
      <ol className="-mx-5 mt-2 -mb-3 divide-y">
        {order.map((name) =>
          name === "history" ? (
            <Step key={name} title={t("history.title")} state={loading ? "started" : "done"}>
              {loading && <LoadingText loading={loading} />}
            </Step>
          ) : (
            <Step key={name} title={t(`${name}.title`)} state={setup[name]} href={hrefs[name]}>
              {setup[name] !== "done" && t(setup[name] === "started" ? "mail.started" : `${name}.todo`)}
            </Step>
          ),
        )}
      </ol>
    </section>
  );
}

const icons = { todo: Circle, started: CircleDashed, done: CircleCheck };

type StepProps = { title: string; state: State; href?: Route; children: ReactNode };

function Step({ title, state, href, children }: StepProps) {
  const t = useTranslations("overview.setup");
  const Icon = icons[state];
  const tone = state === "done" ? "text-good" : "text-ink-faint";
  return (
    <li className="flex items-start gap-3 px-5 py-2.5">
      <Icon role="img" aria-label={t(`states.${state}`)} className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1">
        <h3 className="font-medium text-sm">{title}</h3>
        {children && <p className="text-ink-muted text-sm">{children}</p>}
      </div>
      {href && state !== "done" && (
        <Link
          href={href}
          aria-label={`${t("open")}: ${title}`}
          className="shrink-0 text-accent text-sm hover:underline"
        >
          {t("open")}
        </Link>
      )}
    </li>
  );
}
