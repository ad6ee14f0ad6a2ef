import { beforeEach, describe, expect, it, vi } from "vitest";

const chosen = { locale: "en", zone: "Europe/Berlin" };
vi.mock("../src/framework/settings", () => ({ settings: () => chosen }));
const { beginOf, change, day, figure, later, money, percent, time } = await import("../src/framework/format");

describe("figures as the reader writes them", () => {
  beforeEach(() => Object.assign(chosen, { locale: "en", zone: "Europe/Berlin" }));

  it("keeps every digit of an amount, however large", () => {
    expect(money({ amount: "90071992547409931.07", currency: "EUR" })).toContain("90,071,992,547,409,931.07");
    expect(figure("-0.10")).toBe("-0.10");
  });
  it("writes as many decimals as the currency has", () => {
    expect(money({ amount: "1600", currency: "JPY" })).toMatch(/JPY\s1,600$/);
    expect(money({ amount: "1.500", currency: "KWD" })).toMatch(/KWD\s1\.500$/);
  });
  it("shows Latin digits in Arabic too, as invoices have them", () => {
    chosen.locale = "ar";
    expect(money({ amount: "12.50", currency: "EUR" })).toContain("12.50");
  });
  it("tells a moment in the chosen zone, also where a clock repeats its hour", () => {
    expect(time("2026-10-25T00:30:00Z")).toContain("02:30");
    expect(time("2026-10-25T01:30:00Z")).toContain("02:30");
    expect(time("2026-10-25T01:30:00Z", "Asia/Shanghai")).toContain("09:30");
  });
  it("leaves a calendar day the day it is in every zone", () => {
    chosen.zone = "America/Los_Angeles";
    expect(day("2026-03-01")).toBe("1 Mar 2026");
    expect(later("2026-03-28", 2)).toBe("2026-03-30");
    expect(later("2024-02-28", 1)).toBe("2024-02-29");
  });
  it("asks from where a day begins in the reader's zone, also when the clock is changed on it", () => {
    expect(beginOf("2026-11-22", "Europe/Berlin")).toBe("2026-11-21T23:00:00Z");
    expect(beginOf("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00Z");
    expect(beginOf("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00Z");
    expect(beginOf("2026-11-01", "America/Los_Angeles")).toBe("2026-11-01T07:00:00Z");
    expect(beginOf("2026-11-22", "Asia/Shanghai")).toBe("2026-11-21T16:00:00Z");
    expect(beginOf("2026-10-04", "Australia/Sydney")).toBe("2026-10-03T14:00:00Z");
  });
  it("compares only with what was there", () => {
    expect(change(120, 100)).toBe("+20%");
    expect(change(5, 0)).toBeNull();
    expect(percent("0.077")).toBe("7.7%");
  });
});
