// Keyboard shortcuts. Whoever binds one says what it does, so that "?" can show all that hold here and now.
import { Suspense, lazy, useEffect, useRef, useState } from "react";
import { t } from "./i18n";

type Binding = { keys: string; does: string; run: () => void };
const bound = new Map<symbol, Binding[]>();

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !(target instanceof HTMLInputElement && target.type === "checkbox")) || target.closest(".ant-modal, .ant-drawer, .ant-select-dropdown") !== null);

let before = "";
let beforeAt = 0;

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const shift = event.shiftKey && /^[A-Z]$/.test(event.key) ? "shift+" : "";
  const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${shift}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  if (typing(event.target) && !name.startsWith("ctrl+")) return;
  const pair = event.timeStamp - beforeAt < 1200 ? `${before} ${name}` : "";
  before = name;
  beforeAt = event.timeStamp;
  // Enter and Space belong to whatever holds the focus.
  if ((name === "Enter" || name === " ") && event.target instanceof HTMLElement && event.target.closest("a,button,summary,input,[role=tab]")) return;
  const all = [...bound.values()].reverse().flat();
  const found = all.find((one) => one.keys === pair) ?? all.find((one) => one.keys === name);
  if (found) {
    event.preventDefault();
    found.run();
  }
}
if (typeof addEventListener !== "undefined") addEventListener("keydown", onKey);

/** Binds shortcuts while the component is there. `"g o"` is g, then o; `"ctrl+k"` goes for ⌘ too. */
export function useKeys(bindings: Binding[]): void {
  const now = useRef(bindings);
  now.current = bindings;
  useEffect(() => {
    const mark = Symbol("keys");
    bound.set(mark, now.current.map((one, place) => ({ ...one, run: () => now.current[place]?.run() })));
    return () => {
      bound.delete(mark);
    };
  }, []);
}

export function Keys({ of }: { of: string }) {
  return <span className="id">{(of === " " ? ["Space"] : of.split(" ")).map((one) => <kbd key={one} style={{ marginInlineEnd: 2 }}>{one.replace("ctrl+", "Ctrl ").replace("shift+", "⇧ ").replace("Enter", "↵").replace("Escape", "Esc")}</kbd>)}</span>;
}

const Help = lazy(() => import("./help"));

/** Every shortcut that holds here and now. */
export const shortcuts = (): Omit<Binding, "run">[] => [...bound.values()].flat();

export function KeysHelp() {
  const [open, setOpen] = useState(false);
  useKeys([{ keys: "?", does: t("Show these shortcuts"), run: () => setOpen(true) }]);
  return open && <Suspense><Help close={() => setOpen(false)} /></Suspense>;
}
