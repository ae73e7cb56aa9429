import type { ReactNode } from "react";

type Props = {
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  heading?: "h1" | "h2";
};

export function State({ icon, title, children, action, heading: Heading = "h2" }: Props) {
  return (
    <div className="mx-auto grid max-w-md flex-1 content-center justify-items-center gap-1.5 px-4 py-14 text-center">
      <span
        aria-hidden
        className="mb-3 grid size-11 place-items-center card text-ink-muted [&>svg]:size-5 [&>svg]:stroke-[1.75]"
      >
        {icon}
      </span>
      <Heading className="text-lg">{title}</Heading>
      {children && <div className="text-ink-muted">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
