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

/** Keeps the navigation, which leads on from here. */
export default function ErrorPage({ error, retry }: Props) {
  const t = useTranslations();
  const digest = toDigest(error);
  // Turbopack's runtime doesn't load again what failed once, until the page is loaded again.
  const isUnloaded = error instanceof Error && error.name === "ChunkLoadError";
  return (
    <State
      icon={<CircleAlert className="text-danger" />}
      title={t("shell.crashTitle")}
      heading="h1"
      action={
        isUnloaded ? (
          <Button onClick={() => window.location.reload()}>{t("shell.reload")}</Button>
        ) : (
          <Button onClick={retry}>{t("shell.retry")}</Button>
        )
      }
    >
      <p>{t(isUnloaded ? "shell.notLoaded" : "shell.crashText")}</p>
      {digest && (
        <div className="mt-2 flex justify-center">
          <CopyableId value={digest} label={t("ui.requestId")} />
        </div>
      )}
    </State>
  );
}
