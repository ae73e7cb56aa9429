"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleUser, KeyRound, Layers } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useStatusName } from "@/components/directory/key-status-badge";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { paletteQuery } from "@/lib/across/palette/queries";
import type { PaletteHits } from "@/lib/across/palette/schema";
import { type HitKind, hitKinds } from "@/lib/across/palette/vocabulary";
import type { ObjectEntry } from "./entry";
import {
  listKeyOperations,
  listMemberOperations,
  listWorkspaceOperations,
  type ObjectOperationName,
} from "./object-operations";
import { tellApart, toEnd } from "./tell-apart";

type Hits = Record<keyof PaletteHits, readonly ObjectEntry[]>;
type Allowed = readonly ObjectOperationName[];

const none: PaletteHits = { members: [], workspaces: [], keys: [] };
const pauseMs = 120;

/** People, workspaces, and keys that fit the text; the previous ones stay while new ones load. */
export function useHitEntries(text: string, allowed: Allowed) {
  const q = text.trim();
  const paced = usePaced(q, pauseMs);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(
    paletteQuery({ q: paced, ids: [] }),
  );
  const toEntries = useToEntries(allowed);
  return {
    hits: toEntries(q && data ? data : none),
    error: q ? error : null,
    isLoading: q !== "" && (q !== paced || isFetching || isPlaceholderData),
    refetch,
  };
}

/** Remembered ones as they are now; those that the person may no longer see are left out. */
export function useRecentHits(recent: readonly string[], allowed: Allowed) {
  const ids = recent.flatMap((value) => toHitId(value) ?? []);
  const { data = none, isLoading } = useQuery(paletteQuery({ q: "", ids }));
  const toEntries = useToEntries(allowed);
  return { entries: Object.values(toEntries(data)).flat(), isLoading };
}

function toHitId(value: string): string | null {
  const kind = hitKinds.find((one) => value.startsWith(`${one}:`));
  return kind ? value.slice(kind.length + 1) : null;
}

const addresses: Record<HitKind, string> = { member: "members", workspace: "workspaces", key: "keys" };

/** Sound: each of the addresses has a page per ID. */
const toHref = (kind: HitKind, id: string) => `/${addresses[kind]}/${encodeURIComponent(id)}` as Route;
const toPlace = (kind: HitKind, id: string) => ({ value: `${kind}:${id}`, href: toHref(kind, id) });

function useToEntries(allowed: Allowed): (hits: PaletteHits) => Hits {
  const t = useTranslations("workspaces");
  const tMembers = useTranslations("members");
  const toWorkspace = useKeyWorkspaceName();
  const toStatus = useStatusName();
  const among = (fitting: Allowed) => fitting.filter((name) => allowed.includes(name));
  return ({ members, workspaces, keys }) => ({
    members: members.map(({ id, name, email, hasLeft }) => ({
      ...toPlace("member", id),
      label: name || email,
      ...((name || hasLeft) && {
        detail: [name ? email : "", hasLeft ? tMembers("person.left") : ""].filter(Boolean).join(" · "),
      }),
      icon: <CircleUser />,
      operations: among(listMemberOperations({ hasLeft })),
    })),
    workspaces: tellApart(
      workspaces.map(({ id, name, isArchived, isDefault }) => ({
        ...toPlace("workspace", id),
        label: name,
        ...(isArchived && { detail: t("archived") }),
        icon: <Layers />,
        operations: among(listWorkspaceOperations({ isArchived, isDefault })),
        mark: toEnd(id),
      })),
    ),
    keys: tellApart(
      keys.map(({ id, name, hint, status, place, workspaceName, isDefaultWorkspace }) => {
        const workspace = toWorkspace({ value: place, name: workspaceName, isDefault: isDefaultWorkspace });
        const detail = status === "active" ? workspace : `${workspace} · ${toStatus(status)}`;
        const operations = among(listKeyOperations({ status }));
        const mark = hint ?? toEnd(id);
        return { ...toPlace("key", id), label: name, detail, icon: <KeyRound />, operations, mark };
      }),
    ),
  });
}

/** The text, but one in each pause: the first immediately, then what is typed when the pause ends. */
function usePaced(text: string, pauseMs: number): string {
  const [paced, setPaced] = useState(text);
  const readyAt = useRef(0);
  useEffect(() => {
    const take = () => {
      readyAt.current = performance.now() + pauseMs;
      setPaced(text);
    };
    const waitMs = readyAt.current - performance.now();
    if (waitMs <= 0) return take();
    const timer = setTimeout(take, waitMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  return paced === "" || text === "" ? text : paced;
}
