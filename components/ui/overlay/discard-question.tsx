"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { Modal } from "./modal";

type Props = { onKeep: () => void; onDiscard: () => void };

export function DiscardQuestion({ onKeep, onDiscard }: Props) {
  const t = useTranslations("ui.discard");
  return (
    <Modal
      title={t("title")}
      onDismiss={onKeep}
      footer={
        <>
          <Button onClick={onKeep}>{t("keep")}</Button>
          <Button variant="danger" onClick={onDiscard}>
            {t("discard")}
          </Button>
        </>
      }
    >
      <p className="text-ink-muted">{t("text")}</p>
    </Modal>
  );
}
