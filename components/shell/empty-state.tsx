import type { ReactNode } from "react";
import { State } from "./state";

type Props = { title: string; text: string; icon: ReactNode; action?: ReactNode };

export function EmptyState({ title, text, icon, action }: Props) {
  return (
    <State icon={icon} title={title} action={action}>
      {text}
    </State>
  );
}
