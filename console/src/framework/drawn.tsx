// Draws with ECharts; fetched after the figures stand.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type ECharts } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { Series } from "./chart";
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
    const text = { color: colour("ink-3"), fontFamily: colour("sans"), fontSize: 12 };
    chart.setOption({
      animation: false,
      grid: { left: 16, right: 16, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: colour("card"), borderColor: colour("line-strong"), textStyle: { ...text, color: colour("ink") },
        valueFormatter: (value: unknown) => (typeof value === "number" ? props.show(value) : "—"),
      },
      xAxis: { type: "category", data: props.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line-strong") } }, axisLabel: { ...text, hideOverlap: true } },
      yAxis: { type: "value", splitNumber: 4, axisLabel: { ...text, formatter: (value: number) => Intl.NumberFormat(undefined, { notation: "compact" }).format(value) }, splitLine: { lineStyle: { color: colour("line") } } },
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
  return <div ref={place} aria-hidden style={{ blockSize: props.height ?? 280, cursor: props.onPick ? "pointer" : undefined }} />;
}
