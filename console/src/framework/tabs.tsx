// A few views of one screen, side by side; on a phone they scroll.
import { useEffect, useRef, type KeyboardEvent } from "react";
import { number } from "./format";

/** `count`: how many wait there, as the API counts them. */
export type Tab = { key: string; label: string; count?: { count: number; more: boolean } | undefined };

export function Tabs({ name, at, items, go }: { name: string; at: string; items: Tab[]; go: (key: string) => void }) {
  const row = useRef<HTMLDivElement>(null);
  // On a phone the one in sight may be far along the row.
  useEffect(() => {
    void row.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const turned = document.documentElement.dir === "rtl" ? -step : step;
    const next = items[(items.findIndex((one) => one.key === at) + turned + items.length) % items.length];
    if (next) go(next.key);
    const tabs = event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]");
    tabs[items.findIndex((one) => one.key === next?.key)]?.focus();
  };
  return (
    <div ref={row} className="tabs" role="tablist" tabIndex={-1} aria-label={name} onKeyDown={move}>
      {items.map((one) => (
        <button key={one.key} type="button" role="tab" aria-selected={one.key === at} tabIndex={one.key === at ? 0 : -1} onClick={() => go(one.key)}>{one.label}{one.count && <> <span className="tally">{`${number(one.count.count)}${one.count.more ? "+" : ""}`}</span></>}</button>
      ))}
    </div>
  );
}
