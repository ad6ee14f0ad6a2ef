// What others do is shown without asking: one stream of changes for the session makes stale what it tells of, and what is on the screen
// is then looked up anew, gathered. Where the stream is gone, lists look by themselves every now and then, as they did before it.
import type { Query, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api } from "../api/client";
import { Gathered, eventsIn, touched, type Told } from "./changes";

/** The server is silent for 15 seconds at most; after so long it is gone, ms. */
const SILENCE = 40_000;
/** A page nobody looks at gives its connection to those that are looked at: a browser has six for a server. */
const UNSEEN = 20_000;
/** Who was away for longer looks at everything anew instead of being told all that happened, ms. */
const AWAY = 300_000;
/** A short break is nobody's business, ms. */
const PATIENCE = 5_000;

/** `lost`: nobody answers; `quiet`: the server answers, without a stream. */
export type Live = { state: "on" | "lost" | "quiet"; heard: number };

let live: Live = { state: "on", heard: Date.now() };
const followers = new Set<() => void>();

function become(state: Live["state"], heard: number): void {
  if (live.state === state) return;
  live = { state, heard };
  for (const follower of followers) follower();
}

/** How the stream stands. */
export function useLive(): Live {
  return useSyncExternalStore((follower) => {
    followers.add(follower);
    return () => followers.delete(follower);
  }, () => live);
}

/** How often one looks by oneself, ms: seldom where one is told, for what changes with the clock alone. */
export const useLooks = (every: number): number => (useLive().state === "on" ? 300_000 : every);

/** Follows the stream while the page is looked at; the answer ends it. */
export function follow(client: QueryClient): () => void {
  const gathered = new Gathered((name, changed) => void client.invalidateQueries({ queryKey: [name], predicate: (query: Query) => touched(query, changed) }, { cancelRefetch: false }));
  let last: string | undefined;
  let heard = Date.now();
  let began = false;
  let wait = 500;
  let over = false;
  let now = new AbortController();
  let again: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let listening = false;

  const hear = ({ id, event, data }: Told) => {
    if (id) last = id;
    if (!data) return;
    if (event === "start") {
      // The first time there is nothing yet that could be old.
      if (began && !(JSON.parse(data) as { resumed: boolean }).resumed) void client.invalidateQueries();
      began = true;
      return;
    }
    const change = JSON.parse(data) as { of: string; id: string };
    gathered.add(change.of, change.id);
  };
  /** How it ended: the stream itself, or a no. */
  const listen = async (signal: AbortSignal): Promise<"ended" | "refused"> => {
    if (Date.now() - heard > AWAY) last = undefined;
    const { data, response } = await api.GET("/v1/changes", { params: { header: last ? { "Last-Event-ID": last } : {} }, parseAs: "stream", signal });
    if (!response.ok || !data) return "refused";
    const reader = data.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; ; ) {
      const { done, value } = await reader.read();
      if (done) return "ended";
      heard = Date.now();
      wait = 500;
      become("on", heard);
      const { events, rest } = eventsIn(text + value);
      text = rest;
      events.forEach(hear);
    }
  };
  const begin = () => {
    clearTimeout(again);
    if (over || listening || document.hidden) return;
    listening = true;
    now = new AbortController();
    const ended = (how: "ended" | "refused" | "lost") => {
      listening = false;
      if (over || document.hidden) return;
      if (how === "refused") become("quiet", heard);
      else if (how === "lost" && Date.now() - heard > PATIENCE) become("lost", heard);
      again = setTimeout(begin, wait);
      wait = Math.min(wait * 2, 15_000);
    };
    listen(now.signal).then(ended, () => ended("lost"));
  };
  const watch = setInterval(() => {
    if (listening && Date.now() - heard > SILENCE) now.abort();
  }, 5_000);
  const seen = () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(() => now.abort(), UNSEEN);
    else begin();
  };
  const online = () => {
    wait = 500;
    begin();
  };
  const offline = () => now.abort();
  document.addEventListener("visibilitychange", seen);
  addEventListener("online", online);
  addEventListener("offline", offline);
  begin();
  return () => {
    over = true;
    gathered.stop();
    now.abort();
    clearInterval(watch);
    clearTimeout(again);
    clearTimeout(hiding);
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("online", online);
    removeEventListener("offline", offline);
  };
}
