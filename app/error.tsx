"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { State } from "@/components/shell/state";
import { Button } from "@/components/ui/controls/button";
import { CopyableId } from "@/components/ui/display/copyable-id";

type Props = { error: unknown; retry: () => void };

/** The browser gets only the digest of a server error; the log has the details under the same digest. */
function toDigest(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error ? String(error.digest) : undefined;
}

export default function ErrorPage({ error, retry }: Props) {
  const t = useTranslations();
  const digest = toDigest(error);
  return (
    <main className="flex min-h-[70dvh] flex-col">
      <State
        icon={<CircleAlert className="text-danger" />}
        title={t("shell.crashTitle")}
        heading="h1"
        action={<Button onClick={retry}>{t("shell.retry")}</Button>}
      >
        <p>{t("shell.crashText")}</p>
        {digest && (
          <div className="mt-2 flex justify-center">
            <CopyableId value={digest} label={t("ui.requestId")} />
          </div>
        )}
      </State>
    </main>
  );
}
