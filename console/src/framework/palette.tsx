// Ctrl-K: find an order, a product or a screen by a few letters, and go there.
import { Input, Modal } from "antd";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";
import { api, asked } from "../api/client";
import { country, money } from "./format";
import { named, t } from "./i18n";
import { NEEDS, mayAll, useMay } from "./session";
import { places } from "./shell";
import { word } from "./words";

type Hit = { key: string; to: string; text: ReactNode; hint?: ReactNode };

export default function Palette({ close }: { close: () => void }) {
  const may = useMay();
  const go = useNavigate();
  const [text, setText] = useState("");
  const [asking, setAsking] = useState("");
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsking(text.trim()), 120);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => setAt(0), [text]);
  const enabled = asking.length > 1;
  const orders = useQuery({
    queryKey: ["orders", "find", asking],
    queryFn: ({ signal }) => asked(api.GET("/v1/orders/find", { params: { query: { q: asking, limit: 6 } }, signal })),
    enabled: enabled && may("orders:read"),
    placeholderData: keepPreviousData,
  });
  const products = useQuery({
    queryKey: ["products", "find", asking],
    queryFn: ({ signal }) => asked(api.GET("/v1/products", { params: { query: { q: asking, limit: 5 } }, signal })),
    enabled: enabled && may("catalogue:read"),
    placeholderData: keepPreviousData,
  });
  const screens: Hit[] = [...places().filter((place) => mayAll(may, place.scopes)), ...(mayAll(may, NEEDS["/orders/new"]) ? [{ to: "/orders/new", name: t("Place an order"), icon: null, keys: "n" }] : [])]
    .filter((place) => place.name.toLowerCase().includes(text.trim().toLowerCase()))
    .map((place) => ({ key: place.to, to: place.to, text: place.name, hint: place.keys.split(" ").map((one) => <kbd key={one}>{one}</kbd>) }));
  const found: Hit[] = !enabled ? [] : [
    ...(orders.data?.items ?? []).map((one) => ({
      key: one.id,
      to: `/orders/${one.id}`,
      text: <span><span className="id mono">{one.external_number ?? one.id}</span> · {country(one.country)} · <span className="id">{money(one.gross)}</span></span>,
      hint: word("status", one.status),
    })),
    ...(products.data?.items ?? []).map((one) => ({ key: one.id, to: `/products/${one.id}`, text: named(one.names, one.id), hint: <span className="id mono">{one.variants[0]?.sku}</span> })),
  ];
  const hits = [...screens, ...found];
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    void go({ to: hit.to });
  };
  return (
    <Modal open onCancel={close} footer={null} closable={false} width={620} style={{ top: 80 }} title={null}>
      <Input
        autoFocus
        size="large"
        variant="borderless"
        role="combobox"
        aria-expanded
        aria-controls="found"
        aria-activedescendant={hits[at] ? `hit-${at}` : undefined}
        aria-label={t("Find anything, or do it")}
        placeholder={t("Order, tracking number, SKU, product …")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") { event.preventDefault(); setAt(Math.min(at + 1, hits.length - 1)); }
          if (event.key === "ArrowUp") { event.preventDefault(); setAt(Math.max(at - 1, 0)); }
          if (event.key === "Enter" && !event.nativeEvent.isComposing) open(hits[at]);
        }}
      />
      <div className="palette-list" role="listbox" id="found" aria-label={t("Found")}>
        {hits.map((hit, place) => (
          <button key={hit.key} id={`hit-${place}`} type="button" role="option" tabIndex={-1} aria-selected={place === at} onMouseMove={() => setAt(place)} onClick={() => open(hit)}>
            {hit.text}<span className="hint">{hit.hint}</span>
          </button>
        ))}
        {hits.length === 0 && <p className="quiet" style={{ padding: 12 }}>{orders.isFetching || asking !== text.trim() ? t("Looking …") : t("Nothing was found")}</p>}
      </div>
    </Modal>
  );
}
