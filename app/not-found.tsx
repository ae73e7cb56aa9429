import { NotFoundState } from "@/components/shell/not-found-state";

/** Outside the console, whose shell has a `main` of its own. */
export default function NotFound() {
  return (
    <main className="flex min-h-[70dvh] flex-col">
      <NotFoundState />
    </main>
  );
}
