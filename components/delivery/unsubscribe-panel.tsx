import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";

type Props = {
  token: string;
  address: string | null;
  kind: "budget" | "schedule" | "review";
  isLeft: boolean;
};

/** A form without scripts, because it must work in any browser that a mail program opens. */
export function UnsubscribePanel({ token, address, kind, isLeft }: Props) {
  const t = useTranslations("delivery.unsubscribe");
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-md gap-4 card p-6">
        <h1 className="text-xl">{t("title")}</h1>
        {address === null ? (
          <p>{t("unknown")}</p>
        ) : (
          <form
            method="post"
            action={`/api/unsubscribe?${new URLSearchParams({ token })}`}
            className="grid gap-4"
          >
            <p className="break-words">{t(isLeft ? "left" : `ask.${kind}`, { address })}</p>
            {isLeft && <input type="hidden" name="again" value="1" />}
            <Button type="submit" variant={isLeft ? "secondary" : "primary"}>
              {t(isLeft ? "again" : "confirm")}
            </Button>
          </form>
        )}
      </div>
    </main>
  );
}
