// Parcels that left a bench: kept on this device until the server answered, so that a network that is gone for a minute, a closed tab or an
// empty battery lose nothing. Each is sent under its own idempotency key until there is a yes or a no. A no waits for a person.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { Refused, api, asked, type Problem, type Schemas } from "../api/client";
import { t } from "./i18n";
import { tell } from "./notes";
import { useSession } from "./session";
import { newKey } from "./write";

export type Parcel = {
  /** Its idempotency key: however often it is sent, it leaves once. */
  key: string;
  order: string;
  /** What people call the order. */
  name: string;
  body: Schemas["ShipBody"];
  /** When it was packed, by this device's clock. */
  at: string;
  /** What the server said no with. */
  refused?: Pick<Problem, "title" | "detail" | "request_id">;
};

const NAME = "hanse.parcel";
let who = "";
let all: Parcel[] = [];
let reached = true;
const followers = new Set<() => void>();
const sentFollowers = new Set<(parcel: Parcel) => Promise<void>>();

const nameOf = (key: string) => `${NAME} ${who} ${key}`;

/** Reads what is kept; each parcel has an entry of its own, so that two tabs never write over each other. */
function look(): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(`${NAME} ${who} `));
  const found = names.flatMap((name) => {
    try {
      return [JSON.parse(localStorage.getItem(name) ?? "") as Parcel];
    } catch {
      return [];
    }
  });
  all = found.toSorted((a, b) => a.at.localeCompare(b.at));
  for (const follower of followers) follower();
}

/** Keeps a parcel and sends it. Throws where the device keeps nothing: then it is not packed. */
export function dispatch(of: Omit<Parcel, "key" | "at" | "refused">): void {
  const at = new Date().toISOString();
  // When it left is told where the server learns of it later; else its own clock is the better one.
  const body = navigator.onLine ? of.body : { ...of.body, at };
  const parcel: Parcel = { ...of, body, key: newKey(), at };
  localStorage.setItem(nameOf(parcel.key), JSON.stringify(parcel));
  look();
  void send();
}

/** Sends a refused parcel once more, as a wish of its own: what stood in its way may be gone. */
export function again(parcel: Parcel): void {
  const { refused: _, ...rest } = parcel;
  const next: Parcel = { ...rest, key: newKey() };
  localStorage.setItem(nameOf(next.key), JSON.stringify(next));
  forget(parcel);
  void send();
}

export function forget(parcel: Parcel): void {
  localStorage.removeItem(nameOf(parcel.key));
  look();
}

/** Whether nobody answered for good: the parcel waits, and is sent again by itself. */
export const waits = (no: Refused) => no.status === 0 || no.status >= 500 || [401, 408, 425, 429].includes(no.status);

let sending = false;
export async function send(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (let next = all.find((one) => !one.refused); next; next = all.find((one) => !one.refused)) {
      const parcel = next;
      try {
        const params = { path: { id: parcel.order }, header: { "Idempotency-Key": parcel.key } };
        await asked(api.POST("/v1/orders/{id}/shipments", { params, body: parcel.body, signal: AbortSignal.timeout(15_000) }));
        reached = true;
        // It is taken off when the lists know that it left: till then they would show it as not packed.
        await Promise.all([...sentFollowers].map((follower) => follower(parcel)));
        forget(parcel);
      } catch (no) {
        if (!(no instanceof Refused) || waits(no)) {
          reached = false;
          look();
          return;
        }
        reached = true;
        localStorage.setItem(nameOf(parcel.key), JSON.stringify({ ...parcel, refused: no.problem ?? { title: no.code, detail: no.message, request_id: "" } }));
        look();
      }
    }
  } finally {
    sending = false;
  }
}

/** Begins to look after what somebody packed on this device; tells each parcel that was sent. Gives back how to end it. */
export function tend(person: string, sent: (parcel: Parcel) => Promise<void>): () => void {
  who = person;
  sentFollowers.add(sent);
  look();
  void send();
  const timer = setInterval(() => void send(), 5_000);
  const online = () => void send();
  const other = (event: StorageEvent) => event.key?.startsWith(NAME) && look();
  addEventListener("online", online);
  addEventListener("storage", other);
  return () => {
    sentFollowers.delete(sent);
    clearInterval(timer);
    removeEventListener("online", online);
    removeEventListener("storage", other);
  };
}

/** Looks after this person's parcels from the first screen on: what is dispatched before would belong to nobody. */
export function useOutbox(): void {
  const client = useQueryClient();
  const { tenant, region, actor } = useSession();
  useEffect(
    () =>
      tend(`${tenant}/${region}/${actor}`, async (parcel) => {
        tell(t("Sent: {order}", { order: parcel.name }));
        for (const name of ["orders", "stock", "figures"]) void client.invalidateQueries({ queryKey: [name] });
        await client.invalidateQueries({ queryKey: ["picks"] });
      }),
    [tenant, region, actor, client],
  );
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** What is kept, oldest first. */
export const useParcels = (): Parcel[] => useSyncExternalStore(follow, () => all);
/** Whether the server answered when it was last told of a parcel. */
export const useReached = (): boolean => useSyncExternalStore(follow, () => reached);

export const piecesOf = (parcel: Parcel): number => (parcel.body.lines ?? []).reduce((sum, line) => sum + line.quantity, 0);
