// Writing: one thing wanted is one idempotency key, however often it is sent.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { Refused } from "../api/client";

/** Headers of a write; `version` makes it an edit of what was seen. */
export type WriteHeaders = { "Idempotency-Key": string; "If-Match"?: string };

export function newKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `console-${Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Sends a wish. The same wish sent again (a double click, a retry after a lost connection) has the same key and is done once; it gets a
 * new key when what is wished for changes or when it was answered, with a yes or a no.
 */
export function useWrite<Wish, Answer>(
  send: (wish: Wish, key: string) => Promise<Answer>,
  options: { stale?: string[]; done?: (answer: Answer, wish: Wish) => void } = {},
) {
  const client = useQueryClient();
  const sent = useRef<{ wish: string; key: string } | null>(null);
  return useMutation<Answer, Refused, Wish>({
    mutationFn: async (wish) => {
      const text = JSON.stringify(wish) ?? "";
      if (sent.current?.wish !== text) sent.current = { wish: text, key: newKey() };
      try {
        const answer = await send(wish, sent.current.key);
        sent.current = null;
        return answer;
      } catch (error) {
        // Where nothing was answered nobody knows whether it was done: the next try is the same wish.
        const open = error instanceof Refused && (error.status === 0 || error.status >= 500);
        if (!open) sent.current = null;
        throw error;
      }
    },
    onSuccess: async (answer, wish) => {
      await Promise.all((options.stale ?? []).map((name) => client.invalidateQueries({ queryKey: [name] })));
      options.done?.(answer, wish);
    },
  });
}
