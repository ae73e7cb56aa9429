"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { copyText } from "@/components/ui/controls/copy-text";
import { Field } from "@/components/ui/controls/field";
import { startHere } from "@/components/ui/controls/start-here";
import { Alert } from "@/components/ui/display/alert";
import { Modal } from "@/components/ui/overlay/modal";
import type { MadeToken } from "./use-make-token";

type Props = { made: MadeToken; onClose: () => void };

/** A press beside it doesn't close it, because nothing shows the token again. */
export function ShownTokenDialog({ made: { token, runId }, onClose }: Props) {
  const t = useTranslations("accessTokens");
  const [isCopied, setCopied] = useState(false);
  const [isWarned, setWarned] = useState(false);
  return (
    <Modal
      title={t(token === null ? "lostTitle" : "shownTitle")}
      onDismiss={token === null || isCopied ? onClose : () => setWarned(true)}
      footer={<Button onClick={onClose}>{t("done")}</Button>}
    >
      {token === null ? (
        <Alert>{t("lostText")}</Alert>
      ) : (
        <div data-shown-once className="grid gap-4">
          <p>{t("shownText")}</p>
          {runId && (
            <p role="note" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
              {t("shownWaiting")}
            </p>
          )}
          <TokenField token={token} isCopied={isCopied} onCopied={setCopied} />
          {isWarned && !isCopied && <Alert>{t("notCopied")}</Alert>}
          <Example token={token} />
        </div>
      )}
    </Modal>
  );
}

type FieldProps = { token: string; isCopied: boolean; onCopied: (isCopied: boolean) => void };

function TokenField({ token, isCopied, onCopied }: FieldProps) {
  const t = useTranslations("accessTokens");
  const ui = useTranslations("ui");
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the browser doesn't let a page copy, the token is selected. */
  async function copy() {
    field.current?.select();
    onCopied(await copyText(token));
  }
  return (
    <div className="grid gap-2">
      <Field label={t("token")}>
        {(control) => (
          <textarea
            {...control}
            ref={field}
            readOnly
            rows={2}
            value={token}
            onFocus={({ target }) => target.select()}
            className="field-sizing-content break-all w-full min-w-0 resize-none rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-xs"
          />
        )}
      </Field>
      <Button ref={startHere} variant="primary" onClick={copy}>
        {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        {isCopied ? ui("copied") : t("copy")}
      </Button>
    </div>
  );
}

function Example({ token }: { token: string }) {
  const t = useTranslations("accessTokens");
  const command = `curl -H "Authorization: Bearer ${token}" ${window.location.origin}/api/v1/me`;
  return (
    <div className="grid gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <span className="font-medium text-sm">{t("example")}</span>
        <CopyButton value={command} label={t("exampleName")} />
      </div>
      <pre className="break-all whitespace-pre-wrap rounded-md bg-sunken px-3 py-2 font-mono text-xs">
        {command}
      </pre>
    </div>
  );
}
