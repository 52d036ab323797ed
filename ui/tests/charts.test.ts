import { optionOf, tableOf, type Look } from '../src/charts/option';
import { bridge, PAGES, quadrant } from '../src/mock/figures';

const look: Look = { colour: (name) => name, say: (message) => message.key, figure: (text, unit) => `${text} ${unit}`, language: 'en', width: 800 };

interface Option {
  series: { data: { value?: number[] }[]; itemStyle?: { color?: string }; markLine?: { data: unknown[] } }[];
}

it('passes positions on as they come', () => {
  const option = optionOf(quadrant, look) as unknown as Option;
  quadrant.series.forEach((series, index) => {
    expect(option.series[index]?.data.map((point) => point.value)).toEqual(series.points.map((point) => [point.x, point.y]));
  });
  expect(option.series[0]?.markLine?.data).toHaveLength(quadrant.marks.length);
  expect(option.series.map((series) => series.itemStyle?.color)).toEqual(['--chart-1', '--chart-2']);
});

it('gives a waterfall both ends of each bar', () => {
  const spec = bridge();
  const option = optionOf(spec, look) as unknown as { series: { data: number[][] }[] };
  spec.series.forEach((series, index) => {
    expect(option.series[index]?.data).toEqual(series.points.map((point) => [point.x, point.z, point.z + point.y]));
  });
});

it('draws every kind and turns each into a table with the exact texts', () => {
  for (const spec of Object.values(PAGES).flatMap((page) => page.charts)) {
    expect(optionOf(spec, look).series).toHaveLength(spec.series.length);
    const table = tableOf(spec);
    expect(table.rows).toHaveLength(spec.series.reduce((count, series) => count + series.points.length, 0));
    for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length);
    const texts = table.rows.flatMap((row) => row.cells).flatMap((cell) => (cell.kind === 'figure' ? [cell.text] : []));
    expect(texts).toEqual(spec.series.flatMap((series) => series.points.flatMap((point) => point.texts)));
  }
});
