import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Gathered, eventsIn, touched } from "../src/framework/changes";

describe("the stream of changes", () => {
  it("is read in whatever pieces it comes", () => {
    const whole = 'id: 7\nevent: start\ndata: {"resumed":true}\n\nid: 8\ndata: {"of":"orders"}\n\nid: 9\n\n';
    let rest = "";
    const heard = [];
    for (const piece of whole.match(/.{1,5}/gs) ?? []) {
      const read = eventsIn(rest + piece);
      rest = read.rest;
      heard.push(...read.events);
    }
    expect(heard).toEqual([{ id: "7", event: "start", data: '{"resumed":true}' }, { id: "8", data: '{"of":"orders"}' }, { id: "9" }]);
    expect(rest).toBe("");
  });
});

describe("what a change touches", () => {
  const query = (queryKey: unknown[], data?: unknown) => ({ queryKey, state: { data } });
  const changed = new Set(["ord_0000000000001"]);
  const page = (...ids: string[]) => ({ items: ids.map((id) => ({ id })) });

  it("is the thing itself, short lists, and long ones that show it", () => {
    expect(touched(query(["orders", "ord_0000000000001"]), changed)).toBe(true);
    expect(touched(query(["orders", "ord_0000000000002"]), changed)).toBe(false);
    expect(touched(query(["orders", "list", "orders", {}], { pages: [page()] }), changed)).toBe(true);
    expect(touched(query(["orders", "list", "orders", {}], { pages: [page("ord_0000000000002"), page("ord_0000000000003")] }), changed)).toBe(false);
    expect(touched(query(["orders", "list", "orders", {}], { pages: [page("ord_0000000000002"), page("ord_0000000000001")] }), changed)).toBe(true);
    expect(touched(query(["returns", "ret_0000000000001"]), null)).toBe(true);
  });
});

describe("many changes", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are looked up once a second at most, and none is forgotten", () => {
    const looked: [string, number][] = [];
    const gathered = new Gathered((name, changed) => looked.push([name, changed?.size ?? -1]));
    for (let place = 0; place < 100; place += 1) {
      gathered.add("orders", `ord_${place}`);
      vi.advanceTimersByTime(20);
    }
    vi.advanceTimersByTime(5_000);
    const orders = looked.filter(([name]) => name === "orders").map(([, size]) => size);
    expect(orders.length).toBeLessThanOrEqual(3);
    expect(orders.reduce((all, one) => all + one, 0)).toBe(100);
    expect(looked.filter(([name]) => name === "figures").length).toBe(2);
    expect(looked.filter(([name]) => name === "stock").every(([, size]) => size === -1)).toBe(true);
  });
});
