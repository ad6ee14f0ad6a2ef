// Draws with ECharts; fetched after the figures stand.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type ECharts } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { Series } from "./chart";
import { compact } from "./format";
import { useTheme } from "./settings";

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export default function Drawn(props: { name: string; labels: string[]; series: Series[]; show: (value: number) => string; onPick?: (place: number) => void; height?: number }) {
  const place = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const pick = useRef(props.onPick);
  pick.current = props.onPick;
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const chart: ECharts = init(box, null, { renderer: "svg" });
    // The drawing runs from left to right in every language; what is written in it as its language does.
    const rtl = document.documentElement.dir === "rtl";
    const text = { color: colour("ink-3"), fontFamily: colour("sans"), fontSize: 12 };
    chart.setOption({
      animation: false,
      grid: { left: 16, right: 28, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: colour("card"), borderColor: colour("line-strong"), textStyle: { ...text, color: colour("ink") },
        valueFormatter: (value: unknown) => (typeof value === "number" ? props.show(value) : "—"),
      },
      xAxis: { type: "category", data: props.labels.map((one) => (rtl ? `\u2067${one}\u2069` : one)), axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line-strong") } }, axisLabel: { ...text, hideOverlap: true } },
      // Bars stand on nothing; a line alone is read for how it moves.
      yAxis: { type: "value", splitNumber: 4, scale: props.series.every((one) => one.kind === "line"), axisLabel: { ...text, formatter: compact }, splitLine: { lineStyle: { color: colour("line") } } },
      series: props.series.map((one) => ({
        type: one.kind, name: one.name, data: one.values, barMaxWidth: 28, showSymbol: one.values.length === 1,
        itemStyle: { color: one.quiet ? colour("line-strong") : colour("brand"), ...(one.kind === "bar" ? { borderRadius: [3, 3, 0, 0] } : {}) },
        lineStyle: { width: 2, color: one.quiet ? colour("ink-3") : colour("brand"), type: one.quiet ? "dashed" : "solid" },
      })),
    });
    chart.getZr().on("click", (event) => {
      const found = chart.convertFromPixel({ xAxisIndex: 0 }, event.offsetX);
      if (Number.isInteger(found) && props.labels[found] !== undefined) pick.current?.(found);
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [props.labels, props.series, theme]);
  return <div ref={place} dir="ltr" aria-hidden style={{ blockSize: props.height ?? 280, cursor: props.onPick ? "pointer" : undefined }} />;
}
