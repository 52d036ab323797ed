// ChartSpec → ECharts option. A pure function of the spec, the words and the colours; positions are passed on as they come.
import type { CustomSeriesRenderItem } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartSpec, Message, Point, Unit } from '../ipc/types';

export interface Look {
  colour: (name: string) => string;
  say: (message: Message) => string;
  /** An exact text as shown, e.g. in the chosen scale of money. */
  figure: (text: string, unit: Unit) => string;
  language: string;
  /** Width of the drawing, pixels; decides where names of categories break. */
  width: number;
}

const SERIES_COLOUR: Record<string, string> = {
  surplus: '--chart-1',
  loss: '--chart-2',
  total: '--chart-3',
  revenue: '--chart-1',
  cost: '--chart-2',
  fixed: '--chart-4',
};
const ROTATION = ['--chart-1', '--chart-2', '--chart-4', '--chart-3'];

function colourOf(look: Look, key: string, index: number): string {
  return look.colour(SERIES_COLOUR[key] ?? ROTATION[index % ROTATION.length] ?? '--chart-3');
}

/** Positions on an axis, short. */
function tick(look: Look): (position: number) => string {
  const format = new Intl.NumberFormat(look.language, { notation: 'compact', maximumFractionDigits: 2 });
  return (position) => format.format(position);
}

function axis(look: Look, name: string, extra: object = {}): object {
  return {
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: look.colour('--text-soft'), fontSize: 12 },
    axisLine: { lineStyle: { color: look.colour('--line-strong') } },
    axisTick: { show: false },
    axisLabel: { color: look.colour('--text-soft'), fontSize: 12, formatter: tick(look) },
    splitLine: { lineStyle: { color: look.colour('--line') } },
    ...extra,
  };
}

/** The upright axis carries its name above, where it reads without turning the head. */
function upright(look: Look, spec: ChartSpec): object {
  return axis(look, look.say(spec.y_label), {
    type: 'value',
    nameLocation: 'end',
    // Names of upright marks begin at the axis; where there are any, its own name stands above them.
    nameGap: spec.marks.some(([which]) => which === 'x') ? 34 : 8,
    nameTextStyle: { color: look.colour('--text-soft'), fontSize: 12, align: 'left' },
  });
}

/** Names of categories, broken to the room each has. */
function categories(look: Look, count: number, margin: number): object {
  const room = Math.max(44, Math.min(150, (look.width - margin) / Math.max(count, 1) - 8));
  return { color: look.colour('--text-soft'), fontSize: 12, lineHeight: 15, interval: 0, width: Math.floor(room), overflow: 'break' };
}

function marks(spec: ChartSpec, look: Look): object {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: look.colour('--text-soft'), type: 'dashed', width: 1 },
    label: { color: look.colour('--text-soft'), fontSize: 11 },
    data: spec.marks.map(([which, at, label], index) => ({
      ...(which === 'x' ? { xAxis: at } : { yAxis: at }),
      label: {
        formatter: look.say(label),
        position: which === 'x' ? 'end' : 'insideEndTop',
        // Neighbouring upright lines take turns in height, so that their names do not cover each other.
        distance: which === 'x' ? [0, 4 + (index % 2) * 14] : 4,
      },
    })),
  };
}

function common(look: Look, spec: ChartSpec): Record<string, unknown> {
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: look.colour('--text') },
    aria: { enabled: false },
    grid: { left: 24, right: 28, top: 48, bottom: 34, containLabel: true },
    legend: {
      show: spec.series.filter((series) => series.points.length > 0).length > 1,
      top: 0,
      left: 0,
      itemWidth: 14,
      itemHeight: 8,
      textStyle: { color: look.colour('--text'), fontSize: 12 },
      inactiveColor: look.colour('--line-strong'),
    },
  };
}

/** The area of a bubble follows z: the radius its root. */
function radius(z: number, largest: number): number {
  return largest > 0 ? Math.max(6, 44 * Math.sqrt(Math.max(z, 0) / largest)) : 8;
}

function bubbles(spec: ChartSpec, look: Look): EChartsCoreOption {
  const points = spec.series.flatMap((series) => series.points);
  const largest = Math.max(0, ...points.map((point) => point.z));
  const named = new Set([...points].sort((a, b) => Math.abs(b.y * b.z) - Math.abs(a.y * a.z)).slice(0, 10).map((point) => point.key));
  return {
    ...common(look, spec),
    xAxis: axis(look, look.say(spec.x_label), { type: 'value', scale: true, nameGap: 26 }),
    yAxis: upright(look, spec),
    series: spec.series.map((series, index) => ({
      id: series.key,
      name: look.say(series.label),
      type: 'scatter',
      data: series.points.map((point) => ({
        value: [point.x, point.y],
        symbolSize: radius(point.z, largest),
        label: {
          show: named.has(point.key),
          formatter: point.label.arguments.code ?? look.say(point.label),
          position: 'right',
          fontSize: 11,
          color: look.colour('--text-soft'),
        },
      })),
      symbol: series.key === 'loss' ? 'diamond' : 'circle',
      labelLayout: { hideOverlap: true },
      itemStyle: { color: colourOf(look, series.key, index), opacity: 0.72, borderColor: look.colour('--surface'), borderWidth: 1 },
      ...(index === 0 ? { markLine: marks(spec, look) } : {}),
    })),
  };
}

function waterfall(spec: ChartSpec, look: Look): EChartsCoreOption {
  const unit = spec.figures[0]?.[1] ?? 'money';
  const bar = (points: Point[], fill: string): CustomSeriesRenderItem => (_parameters, api) => {
    const point = points[_parameters.dataIndex];
    if (!point) return null;
    const start = api.coord([point.x, point.z]);
    const end = api.coord([point.x, point.z + point.y]);
    const step = api.size?.([1, 0]);
    const wide = Math.min(72, (Array.isArray(step) ? (step[0] ?? 60) : 60) * 0.56);
    const [x, y1, y2] = [start[0] ?? 0, start[1] ?? 0, end[1] ?? 0];
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: { x: x - wide / 2, y: Math.min(y1, y2), width: wide, height: Math.max(1.5, Math.abs(y2 - y1)) },
          style: { fill },
        },
        {
          type: 'text',
          silent: true,
          style: {
            x,
            y: Math.min(y1, y2) - 5,
            text: look.figure(point.texts[0] ?? '', unit),
            textAlign: 'center',
            textVerticalAlign: 'bottom',
            fill: look.colour('--text'),
            fontSize: 12,
          },
        },
      ],
    };
  };
  return {
    ...common(look, spec),
    xAxis: axis(look, look.say(spec.x_label), {
      type: 'category',
      data: spec.x_categories.map(look.say),
      axisLabel: categories(look, spec.x_categories.length, 110),
      splitLine: { show: false },
      nameGap: 40,
    }),
    yAxis: upright(look, spec),
    series: spec.series.map((series, index) => ({
      id: series.key,
      name: look.say(series.label),
      type: 'custom',
      renderItem: bar(series.points, colourOf(look, series.key, index)),
      // Three dimensions, so that the axis reaches both ends of every bar.
      encode: { x: 0, y: [1, 2] },
      itemStyle: { color: colourOf(look, series.key, index) },
      data: series.points.map((point) => [point.x, point.z, point.z + point.y]),
    })),
  };
}

function lines(spec: ChartSpec, look: Look): EChartsCoreOption {
  return {
    ...common(look, spec),
    grid: { left: 24, right: 28, top: 76, bottom: 34, containLabel: true },
    xAxis: axis(look, look.say(spec.x_label), { type: 'value', nameGap: 26 }),
    yAxis: upright(look, spec),
    series: spec.series.map((series, index) => ({
      id: series.key,
      name: look.say(series.label),
      type: 'line',
      data: series.points.map((point) => ({ value: [point.x, point.y] })),
      symbol: series.key === 'cost' ? 'diamond' : series.key === 'fixed' ? 'rect' : 'circle',
      symbolSize: 6,
      lineStyle: { width: 2, type: series.key === 'fixed' ? 'dashed' : 'solid' },
      itemStyle: { color: colourOf(look, series.key, index) },
      ...(index === 0 ? { markLine: marks(spec, look) } : {}),
    })),
  };
}

function heat(spec: ChartSpec, look: Look): EChartsCoreOption {
  const points = spec.series.flatMap((series) => series.points);
  const values = points.map((point) => point.z);
  const unit = spec.figures[0]?.[1] ?? 'unit_money';
  const most = Math.max(0, ...values);
  return {
    ...common(look, spec),
    grid: { left: 8, right: 12, top: 8, bottom: 8, containLabel: true },
    xAxis: axis(look, '', {
      type: 'category',
      data: spec.x_categories.map(look.say),
      axisLabel: categories(look, spec.x_categories.length, 150),
      splitLine: { show: false },
    }),
    yAxis: axis(look, '', {
      type: 'category',
      inverse: true,
      data: spec.y_categories.map(look.say),
      axisLabel: { color: look.colour('--text-soft'), fontSize: 12, interval: 0, width: 120, overflow: 'truncate' },
    }),
    visualMap: {
      show: false,
      min: Math.min(0, ...values),
      max: most,
      inRange: { color: [look.colour('--heat-low'), look.colour('--heat-high')] },
    },
    series: spec.series.map((series) => ({
      id: series.key,
      name: look.say(series.label),
      type: 'heatmap',
      label: { show: true, fontSize: 11 },
      itemStyle: { borderColor: look.colour('--surface'), borderWidth: 1 },
      data: series.points.map((point) => ({
        value: [point.x, point.y, point.z],
        label: {
          formatter: look.figure(point.texts[0] ?? '', unit),
          color: point.z > most * 0.55 ? look.colour('--accent-text') : look.colour('--text'),
        },
      })),
    })),
  };
}

/** The option of a chart. */
export function optionOf(spec: ChartSpec, look: Look): EChartsCoreOption {
  switch (spec.kind) {
    case 'quadrant_bubble':
      return bubbles(spec, look);
    case 'waterfall':
      return waterfall(spec, look);
    case 'break_even':
      return lines(spec, look);
    case 'heat_map':
      return heat(spec, look);
  }
}

/** The same points as a table: one row per point, one column per figure. */
export function tableOf(spec: ChartSpec): import('../ipc/types').Table {
  const several = spec.series.length > 1;
  return {
    id: `chart_${spec.id}`,
    title: spec.title,
    columns: [
      { key: 'label', label: { key: 'ui.chart.point', arguments: {} }, unit: null },
      ...(several ? [{ key: 'series', label: { key: 'ui.chart.series', arguments: {} }, unit: null }] : []),
      ...spec.figures.map(([label, unit], index) => ({ key: `figure_${index}`, label, unit })),
    ],
    rows: spec.series.flatMap((series) =>
      series.points.map((point) => ({
        key: `${series.key}/${point.key}`,
        style: 'normal' as const,
        cells: [
          { kind: 'label' as const, message: point.label },
          ...(several ? [{ kind: 'label' as const, message: series.label }] : []),
          ...spec.figures.map((_, index) => {
            const text = point.texts[index];
            return text === undefined ? { kind: 'empty' as const } : { kind: 'figure' as const, text, why: null };
          }),
        ],
      })),
    ),
    notes: [spec.source],
  };
}
