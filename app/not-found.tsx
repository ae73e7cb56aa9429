import { NotFoundState } from "@/components/shell/not-found-state";

/** Outside the console, so there is no shell with a `main` element. */
export default function NotFound() {
  return (
    <main className="flex min-h-[70dvh] flex-col">
      <NotFoundState />
    </main>
  );
}
