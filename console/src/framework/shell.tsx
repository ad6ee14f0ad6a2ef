// The frame of every screen: where one can go, finding, and what one chose for oneself.
import {
  AccountBookOutlined, AppstoreOutlined, BarsOutlined, DashboardOutlined, DatabaseOutlined, ImportOutlined,
  MenuOutlined, ScanOutlined, SearchOutlined, SettingOutlined, ShoppingOutlined, SwapOutlined, TeamOutlined, WarningOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import { Link, Outlet, useLocation, useMatches, useNavigate } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useEffect, useState, type ReactNode } from "react";
import { clock } from "./format";
import { t } from "./i18n";
import { KeysHelp, useKeys } from "./keys";
import { follow, useLive } from "./live";
import { Notes } from "./notes";
import { useOutbox } from "./outbox";
import { NEEDS, mayAll, useMay } from "./session";
import { Loading } from "./states";

// What is not looked at first is fetched after it.
const Lacking = lazy(() => import("./lacking"));
const Palette = lazy(() => import("./palette"));
const Chosen = lazy(() => import("./chosen"));
const Unsent = lazy(() => import("./unsent"));

export type Place = { to: string; name: string; icon: ReactNode; keys: string; scopes: string[]; group: string };

/** Every screen one can go to, in the order of the day. */
export function places(): Place[] {
  const [work, goods, money, house] = [t("Work"), t("Goods"), t("Money|group"), t("Administration")];
  return [
    { to: "/", name: t("Morning round"), icon: <DashboardOutlined aria-hidden />, keys: "g m", scopes: ["figures:read"], group: work },
    { to: "/orders", name: t("Orders"), icon: <ShoppingOutlined aria-hidden />, keys: "g o", scopes: ["orders:read"], group: work },
    { to: "/queues", name: t("Queues"), icon: <WarningOutlined aria-hidden />, keys: "g q", scopes: ["orders:read"], group: work },
    { to: "/returns", name: t("Returns"), icon: <SwapOutlined aria-hidden />, keys: "g r", scopes: ["orders:read"], group: work },
    { to: "/customers", name: t("Customers"), icon: <TeamOutlined aria-hidden />, keys: "g c", scopes: ["customers:read"], group: work },
    { to: "/products", name: t("Products"), icon: <AppstoreOutlined aria-hidden />, keys: "g p", scopes: ["catalogue:read"], group: goods },
    { to: "/inventory", name: t("Inventory"), icon: <DatabaseOutlined aria-hidden />, keys: "g i", scopes: ["stock:read"], group: goods },
    { to: "/warehouse", name: t("Pick and pack"), icon: <ScanOutlined aria-hidden />, keys: "g w", scopes: NEEDS["/warehouse"] ?? [], group: goods },
    { to: "/money", name: t("Money"), icon: <AccountBookOutlined aria-hidden />, keys: "g l", scopes: ["ledger:read"], group: money },
    { to: "/imports", name: t("Imports"), icon: <ImportOutlined aria-hidden />, keys: "g f", scopes: ["import"], group: house },
    { to: "/settings", name: t("Settings"), icon: <SettingOutlined aria-hidden />, keys: "g s", scopes: ["ledger:read"], group: house },
  ];
}

export function Shell() {
  const may = useMay();
  const go = useNavigate();
  const here = useLocation().pathname;
  const [opened, setOpened] = useState("");
  const [finding, setFinding] = useState(false);
  useOutbox();
  const path = useMatches({ select: (matches): string | undefined => matches.at(-1)?.fullPath });
  const lacking = (NEEDS[path ?? ""] ?? []).filter((one) => !may(one));
  const all = places().filter((place) => mayAll(may, place.scopes));
  // The menu of a small window is open where it was opened: going elsewhere closes it.
  const open = opened === here;
  const setOpen = (to: boolean) => setOpened(to ? here : "");
  useKeys([
    { keys: "ctrl+k", does: t("Find anything, or do it"), run: () => setFinding(true) },
    { keys: "/", does: t("Find anything, or do it"), run: () => setFinding(true) },
    ...places().map((place) => ({ keys: place.keys, does: place.name, run: () => void (mayAll(may, place.scopes) && go({ to: place.to })) })),
    { keys: "n", does: t("Place an order"), run: () => void (mayAll(may, NEEDS["/orders/new"]) && go({ to: "/orders/new" })) },
  ]);
  const at = all.findLast((place) => (place.to === "/" ? here === "/" : here.startsWith(place.to)));
  return (
    <div className={`shell ${open ? "open" : ""}`}>
      <a className="hidden" href="#work">{t("Skip to the content")}</a>
      <header className="bar">
        <Button className="menu-button" type="text" icon={<MenuOutlined aria-hidden />} aria-label={t("Menu")} aria-expanded={open} onClick={() => setOpen(!open)} />
        <Link to="/" className="mark" aria-label="Hanse"><img src="/mark.svg" alt="" /><span>Hanse</span></Link>
        <button type="button" className="find" onClick={() => setFinding(true)}>
          <SearchOutlined aria-hidden /><span>{t("Order, tracking number, SKU, product …")}</span><kbd>Ctrl K</kbd>
        </button>
        <div className="grow" />
        <Standing />
        <Suspense fallback={null}><Unsent /></Suspense>
        <Suspense fallback={null}><Chosen /></Suspense>
      </header>
      <nav aria-label={t("Screens")}>
        {all.map((place, index) => (
          <div key={place.to}>
            {place.group !== all[index - 1]?.group && <div className="group">{place.group}</div>}
            <Link to={place.to} aria-current={place === at ? "page" : undefined}>{place.icon}{place.name}</Link>
          </div>
        ))}
        <div className="group">{t("Developers")}</div>
        <a href="/docs"><BarsOutlined aria-hidden />{t("API reference")}</a>
      </nav>
      <button type="button" className="veil" aria-label={t("Close the menu")} onClick={() => setOpen(false)} />
      <main id="work" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{lacking.length > 0 ? <Lacking scopes={lacking} /> : <Outlet />}</Suspense>
      </main>
      {finding && <Suspense><Palette close={() => setFinding(false)} /></Suspense>}
      <KeysHelp />
      <Notes />
    </div>
  );
}

/** Whether others' work still comes by itself: nothing while it does, which is nearly always. */
function Standing() {
  const client = useQueryClient();
  useEffect(() => follow(client), [client]);
  const { state, heard } = useLive();
  return (
    <span role="status">
      {state === "lost" && <span className="pill bad" title={t("The server cannot be reached. What is shown is as it was then; what you typed is kept.")}>{t("No connection since {time}", { time: clock(heard) })}</span>}
      {state === "quiet" && <span className="pill warn wide-only" title={t("The server does not tell of changes just now. Lists look for them every 20 seconds.")}>{t("Not live")}</span>}
    </span>
  );
}
