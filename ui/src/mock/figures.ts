// A pretended hospital for looking at the window without the program. Design only: never part of a shipped build.
import type { Cell, ChartSpec, Issue, Kpi, Message, PageAnswer, Row, Table, Trace, Unit } from '../ipc/types';

export const m = (key: string, given: Record<string, string> = {}): Message => ({ key, arguments: given });
const label = (key: string): Cell => ({ kind: 'label', message: m(key) });
const text = (words: string): Cell => ({ kind: 'text', text: words });
export const figure = (digits: string, why: string | null = `run/${digits}`): Cell => ({ kind: 'figure', text: digits, why });
const none: Cell = { kind: 'not_computable', reason: { code: 'reason.no_cases', arguments: {} } };
const column = (key: string, unit: Unit | null = null) => ({ key, label: m(`column.${key}`), unit });

export const kpis = (moved = false): Kpi[] => {
  const kpi = (key: string, words: string, digits: string, unit: Unit, tone: Kpi['tone'], change = '0.00'): Kpi => ({
    key,
    label: m('chart.text', { text: words }),
    figure: figure(digits),
    unit,
    baseline: moved ? figure(digits) : null,
    change: moved ? figure(change) : null,
    tone,
    note: null,
  });
  return [
    kpi('surplus', '@column.gap', moved ? '-2104411.37' : '-5182034.91', 'money', 'bad', '3077623.54'),
    kpi('revenue', '@column.revenue', '412668120.45', 'money', 'neutral'),
    kpi('cost', '@column.cost', '417850155.36', 'money', 'neutral', '-3077623.54'),
    kpi('ratio', '@column.margin_of_safety', '-3.27', 'percent', 'bad'),
    kpi('cmi', '@column.cmi', '0.9871', 'weight', 'neutral'),
    kpi('cases', '@column.cases', '24187', 'count', 'good'),
  ];
};

const GROUPS: [string, string, number, number, string, string, string][] = [
  ['IC29', '髋、肩、膝、肘和踝关节置换术', 3.41, -4120, '382', '-1573840.00', 'loss.every_case'],
  ['BR21', '脑缺血性疾患,伴严重合并症或并发症', 1.42, -2310, '611', '-1411410.12', 'loss.full_cost'],
  ['ES21', '呼吸系统感染/炎症,伴严重合并症或并发症', 1.02, -890, '1204', '-1071560.40', 'loss.full_cost'],
  ['FM19', '经皮冠状动脉支架植入', 2.76, 1820, '498', '906360.08', 'loss.earns'],
  ['GB29', '小肠、大肠(含直肠)的大手术', 3.05, 2650, '214', '567100.55', 'loss.earns'],
  ['OB19', '剖宫产术', 0.98, 340, '1502', '510680.00', 'loss.earns'],
  ['RE19', '恶性增生性疾患的化学和/或靶向治疗', 0.71, 205, '2240', '459200.20', 'loss.earns'],
  ['DT19', '中耳炎及上呼吸道感染', 0.42, -120, '960', '-115200.00', 'loss.full_cost'],
];

function segment(id: string, rows: typeof GROUPS): Table {
  return {
    id,
    title: m(`table.${id}`),
    columns: [column('code'), column('name'), column('cases', 'count'), column('los', 'days'), column('cmi', 'weight'), column('gap_per_case', 'unit_money'), column('gap', 'money'), column('loss_kind')],
    rows: [
      ...rows.map(
        ([code, name, weight, gap, cases, total, kind]): Row => ({
          key: code,
          style: 'normal',
          cells: [text(code), text(name), figure(cases), figure('8.42'), figure(weight.toFixed(4), null), figure(`${gap}.00`), figure(total), label(kind)],
        }),
      ),
      { key: 'total', style: 'total', cells: [label('row.total'), { kind: 'empty' }, figure('24187'), figure('8.05'), none, figure('-214.25'), figure('-5182034.91'), { kind: 'empty' }] },
    ],
    notes: [m('note.rounded_once'), m('note.synthetic')],
  };
}

export const quadrant: ChartSpec = {
  id: 'quadrant',
  kind: 'quadrant_bubble',
  title: m('chart.quadrant_losing', { count: '4', loss: '417', name: '髋、肩、膝、肘和踝关节置换术', worst: '157' }),
  x_label: m('axis.weight'),
  y_label: m('axis.gap_per_case'),
  x_categories: [],
  y_categories: [],
  marks: [
    ['y', 0, m('mark.break_even')],
    ['x', 1, m('mark.weight_one')],
  ],
  figures: [
    [m('column.cases'), 'count'],
    [m('column.cmi'), 'weight'],
    [m('column.gap_per_case'), 'unit_money'],
    [m('column.gap'), 'money'],
  ],
  series: ['surplus', 'loss'].map((key) => ({
    key,
    label: m(`series.${key}`),
    points: GROUPS.filter((group) => group[3] < 0 === (key === 'loss')).map(([code, name, x, y, cases, total]) => ({
      key: code,
      label: m('chart.group', { code, name }),
      x,
      y,
      z: +cases,
      texts: [cases, x.toFixed(4), `${y}.00`, total],
    })),
  })),
  source: m('note.synthetic'),
};

const STEPS: [string, number][] = [
  ['inpatient_revenue', 24120.5],
  ['outpatient_revenue', 14690.2],
  ['other_income', 2456.1],
  ['inpatient_cost', -25404.8],
  ['outpatient_cost', -15950.1],
  ['unassigned_cost', -430.1],
];

export function bridge(): ChartSpec {
  let at = 0;
  const points = STEPS.map(([key, y], x) => {
    const point = { key, label: m(`line.${key}`), x, y, z: at, texts: [`${(y * 10000).toFixed(2)}`] };
    at += y;
    return point;
  });
  return {
    id: 'bridge',
    kind: 'waterfall',
    title: m('chart.bridge_loss', { amount: '5182034.91' }),
    x_label: m('axis.none'),
    y_label: m('axis.wan'),
    x_categories: [...STEPS.map(([key]) => m(`line.${key}`)), m('line.surplus')],
    y_categories: [],
    marks: [],
    figures: [[m('column.amount'), 'money']],
    series: [
      { key: 'surplus', label: m('series.surplus'), points: points.filter((point) => point.y >= 0) },
      { key: 'loss', label: m('series.loss'), points: points.filter((point) => point.y < 0) },
      { key: 'total', label: m('series.total'), points: [{ key: 'surplus', label: m('line.surplus'), x: 6, y: -518.2, z: 0, texts: ['-5182034.91'] }] },
    ],
    source: m('note.synthetic'),
  };
}

const breakEven: ChartSpec = {
  id: 'break_even',
  kind: 'break_even',
  title: m('chart.break_even_at', { cases: '25012', present: '24187' }),
  x_label: m('axis.cases'),
  y_label: m('axis.wan'),
  x_categories: [],
  y_categories: [],
  marks: [
    ['x', 24187, m('mark.present', { cases: '24187' })],
    ['x', 25012, m('mark.break_even_cases', { cases: '25012' })],
  ],
  figures: [
    [m('column.cases'), 'count'],
    [m('column.amount'), 'money'],
  ],
  series: (['revenue', 'cost', 'fixed'] as const).map((key) => ({
    key,
    label: m(`series.${key}`),
    points: Array.from({ length: 13 }, (_, step) => {
      const x = step * 2500;
      const y = key === 'revenue' ? x * 1.7 : key === 'cost' ? 15000 + x * 1.1 : 15000;
      return { key: `${step}`, label: m('chart.at_cases', { cases: `${x}` }), x, y, z: 0, texts: [`${x}`, (y * 10000).toFixed(2)] };
    }),
  })),
  source: m('note.constant_mix'),
};

const UNITS = ['医疗', '护理', '手术', '麻醉', '检查', '检验', '药品', '材料'];
const ITEMS = ['labour', 'consumables', 'drugs', 'depreciation', 'amortisation', 'risk_fund', 'other'];
const matrix: ChartSpec = {
  id: 'cost_matrix',
  kind: 'heat_map',
  title: m('chart.matrix', { name: '髋、肩、膝、肘和踝关节置换术', unit: '材料', item: '@item.consumables', amount: '21480.00' }),
  x_label: m('axis.item'),
  y_label: m('axis.service_unit'),
  x_categories: ITEMS.map((item) => m(`item.${item}`)),
  y_categories: UNITS.map((unit) => m('chart.text', { text: unit })),
  marks: [],
  figures: [[m('column.cost_per_case'), 'unit_money']],
  series: [
    {
      key: 'cost',
      label: m('series.cost'),
      points: UNITS.flatMap((unit, y) =>
        ITEMS.map((item, x) => {
          const z = y === 7 && x === 1 ? 21480 : ((x * 7 + y * 13) % 11) * 310;
          return { key: `${unit}/${item}`, label: m('chart.matrix_cell', { unit, item: `@item.${item}` }), x, y, z, texts: [`${z}.00`] };
        }),
      ),
    },
  ],
  source: m('note.before_level3'),
};

export const issues: Issue[] = [
  { severity: 'error', message: m('allocation.no_driver', { department: '供应室', driver: '面积' }), place: { file: '科室字典.xlsx', sheet: '科室字典', row: 18, column: 6 } },
  { severity: 'warning', message: m('chart.text', { text: '住院号 3 处重复' }), place: { file: '出院病例.xlsx', sheet: '出院病例', row: 1204, column: 2 } },
  { severity: 'notice', message: m('chart.text', { text: '12 个公式单元格按缓存值读入' }), place: { file: '支出明细.xlsx', sheet: null, row: null, column: null } },
];

function many(): Table {
  const table = segment('case_types', GROUPS);
  const rows = Array.from({ length: 480 }, (_, index) => {
    const base = GROUPS[index % GROUPS.length];
    return { key: `${base?.[0]}-${index}`, style: 'normal' as const, cells: table.rows[index % GROUPS.length]?.cells ?? [] };
  });
  return { ...table, rows: [...rows, ...table.rows.slice(-1)] };
}

const BLANK: PageAnswer = { kpis: [], tables: [], charts: [], issues: [], info: [], empty: null };
export const PAGES: Record<string, PageAnswer> = {
  overview: {
    ...BLANK,
    kpis: kpis(),
    charts: [bridge()],
    tables: [segment('losing_groups', GROUPS.filter((group) => group[3] < 0)), segment('winning_groups', GROUPS.filter((group) => group[3] > 0))],
    issues,
  },
  data: { ...BLANK, tables: [segment('departments', GROUPS)], issues },
  costing: {
    ...BLANK,
    views: ['departments', 'allocation', 'assets'].map((key) => ({ key, label: m(`view.costing_${key}`) })),
    view: 'departments',
    charts: [matrix],
    tables: ['step_down', 'full_by_item', 'service_units'].map((id) => ({ ...segment(id, GROUPS), title: m(`table.${id}`) })),
    info: [m('note.closed_by_item')],
  },
  case_types: { ...BLANK, charts: [quadrant, matrix], tables: [many(), segment('departments', GROUPS)] },
  payment: { ...BLANK, tables: [segment('schemes', GROUPS.slice(0, 3))], info: [m('note.synthetic')] },
  break_even: { ...BLANK, kpis: kpis(), charts: [breakEven], tables: [segment('loses_every_case', GROUPS.slice(0, 1)), segment('loses_full_cost', GROUPS.slice(1, 3))] },
  scenarios: BLANK,
  reports: BLANK,
};

export const trace: Trace = {
  label: m('column.gap'),
  text: '-5182034.91',
  reason: null,
  unit: 'money',
  formula: m('chart.text', { text: '收入 − 成本' }),
  rounding: m('note.rounded_once'),
  key: 'hospital/gap',
  cell: null,
  clause: null,
  operands: [
    { label: m('column.revenue'), text: '412668120.45', reason: null, unit: 'money', formula: null, rounding: null, operands: [], key: 'hospital/revenue', cell: null, clause: '演示市 DRG 付费细则(虚构)第 12 条 · 已核对' },
    {
      label: m('column.cost'),
      text: '417850155.36',
      reason: null,
      unit: 'money',
      formula: m('note.closed_by_item'),
      rounding: null,
      key: null,
      cell: null,
      clause: null,
      operands: [
        { label: m('item.labour'), text: '125430.5', reason: null, unit: 'money', formula: null, rounding: null, operands: [], key: null, cell: { file: '支出明细.xlsx', sheet: '支出明细', row: 18, column: 6, address: 'F18' }, clause: null },
      ],
    },
  ],
};
