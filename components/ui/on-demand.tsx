"use client";

import { useTranslations } from "next-intl";
import {
  type ComponentType,
  createElement,
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useSyncExternalStore,
} from "react";
import { toast } from "./overlay/toast-store";

type Load<Props> = () => Promise<ComponentType<Props>>;

const Nothing = () => null;

/** Closes what was to open, because whoever opened it takes it for open. */
function NotLoaded({ onClose }: { onClose?: () => void }) {
  const t = useTranslations("shell");
  const say = useEffectEvent(() => {
    toast(t("notLoaded"), { tone: "failure", subject: "code" });
    onClose?.();
  });
  useEffect(() => say(), []);
  return null;
}

/**
 * A component whose code is loaded when it is first shown, with `Loading` in its place until then. Servers don't render it,
 * because nothing has been opened there. `next/dynamic`, which adds a kilobyte, is for what they do render.
 */
export function onDemand<Props extends object>(
  load: Load<Props>,
  Loading: ComponentType = Nothing,
): ComponentType<Props> {
  const Later = loadedLater(load, Loading);
  return function OnDemand(props: Props) {
    return useIsInBrowser() ? createElement(Later, props) : <Loading />;
  };
}

/** Servers render it, and browsers keep what they got until its code has come. */
export function loadedLater<Props extends object>(
  load: Load<Props>,
  Loading: ComponentType = Nothing,
): ComponentType<Props> {
  // Sound: lazy takes the props of what it loads.
  const Loaded = lazy(async () => ({ default: await load().catch(() => NotLoaded) })) as ComponentType<Props>;
  return function Later(props: Props) {
    return <Suspense fallback={<Loading />}>{createElement(Loaded, props)}</Suspense>;
  };
}

const never = () => () => undefined;

/** Not while hydrating, because that repeats what the server did. */
function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
