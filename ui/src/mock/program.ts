import { mockIPC, mockWindows } from '@tauri-apps/api/mocks';
import type { AppState, Depreciation, Form, Inspection, LeverInfo, LeverState, PackAnswer, PackEdit, PackSheet, PlanVersion, ReplayChoices, ReplayKind, SavedScenario, Settings } from '../ipc/types';
import { bridge, issues, kpis, m, PAGES, trace } from './figures';

const closed: AppState = { project: null, recovery: null, locked: null, recent: [{ id: 'r1', name: '云山市第一人民医院 2025', path_label: '文档 / 云山一院.yhproj' }], version: '0.1.0' };
const opened: AppState = { ...closed, project: { name: '演示医院', synthetic: true, period: '2025', path_label: '内存', run_id: '7f3a91c0', undo: null, redo: null, interrupted: null, kept_at: null, unsaved: false, encrypted: false } };

const forms: Form[] = [
  { form: 'ledger', title: '支出明细', fields: [{ key: 'department', required: true, kind: 'code', label: '科室编码' }, { key: 'amount', required: true, kind: 'amount', label: '金额' }, { key: 'item', required: true, kind: 'choice', label: '成本项目' }] },
  { form: 'staff', title: '职工', fields: [{ key: 'department', required: true, kind: 'code', label: '科室编码' }] },
];

const inspection: Inspection = {
  file: '支出明细.xlsx',
  sheets: [
    {
      sheet: '支出明细',
      hidden: false,
      take: true,
      facility: '',
      form: 'ledger',
      confidence: 92,
      reason: m('chart.text', { text: '表名与 3 个必需表头相符' }),
      header_row: 3,
      rows: 1288,
      columns: [
        { index: 0, letters: 'A', heading: '科室编码', field: 'department', identity: false, unit: null },
        { index: 1, letters: 'B', heading: '经办人姓名', field: null, identity: true, unit: null },
        { index: 2, letters: 'C', heading: '金额(万元)', field: 'amount', identity: false, unit: 'ten_thousand' },
        { index: 3, letters: 'D', heading: '备注', field: null, identity: false, unit: null },
      ],
      sample: [['A01', '', '12.54305', '电费'], ['A02', '', '3.1', '']],
      skipped: [m('chart.text', { text: '合计行 2 行按规则跳过' })],
    },
    { sheet: '说明', hidden: false, take: false, facility: '', form: null, confidence: 4, reason: m('chart.text', { text: '没有相符的表头' }), header_row: 1, rows: 12, columns: [], sample: [], skipped: [] },
  ],
  issues: [],
};

const lever = (key: string, baseline: string, minimum: string, maximum: string, step: string, unit: LeverState['unit']): LeverState => ({
  lever: key,
  label: m(`lever.${key}`),
  value: baseline,
  baseline,
  minimum,
  maximum,
  step,
  unit,
});
const parameter = (key: string, measure: string, required: boolean, usual: string | null = null): LeverInfo['parameters'][number] => ({
  key,
  label: m(`lever_parameter.${key}`),
  measure,
  required,
  default: usual,
});

const info = (key: string, family: string, measure: string, parameters: LeverInfo['parameters'], more: Partial<LeverInfo> = {}): LeverInfo => ({
  lever: key,
  family,
  label: m(`lever.${key}`),
  meaning: m(`lever_meaning.${key}`),
  formula: m(`lever_formula.${key}`),
  measure,
  parameters,
  targets: ['all'],
  sources: [],
  every_case: false,
  guards: [],
  examples: [],
  ...more,
});

const catalogue: LeverInfo[] = [
  info('length_of_stay', 'stay', 'days', [parameter('refill_share', 'share', false, '0.00'), parameter('demand_cases', 'count', false)], {
    targets: ['all', 'group'],
    sources: ['S3-006', 'S3-042', 'S0-033'],
    guards: ['readmission', 'satisfaction'],
  }),
  info('price', 'payment', 'change', [], { targets: ['all', 'scheme', 'group'], sources: ['S3-067', 'S3-068'], every_case: true }),
  info(
    'spd_days',
    'purchasing',
    'days',
    [parameter('days_before', 'days', true), parameter('daily_use', 'yuan', true), parameter('cost_of_capital', 'share', false, '0.00')],
    {
      sources: ['S3-035', 'S3-085'],
      examples: [
        { source: 'S3-035', value: '15.00', parameters: { days_before: '30.00', daily_use: '400000/3' }, implied: true, kind: 'released', answer: '2000000.00' },
      ],
    },
  ),
];

const levers = [
  lever('length_of_stay', '8.05', '4', '12', '0.05', 'days'),
  lever('cmi_by_mix', '0.9871', '0.8', '1.3', '0.0001', 'weight'),
  lever('price', '0', '-20', '20', '0.5', 'percent'),
  lever('volume', '0', '-30', '30', '0.5', 'percent'),
  lever('wage', '0', '-10', '20', '0.5', 'percent'),
  lever('fixed_cost', '0', '-20000000', '20000000', '100000', 'money'),
];

/** Answers as the program would, from fixtures. */
export function pretend(start: 'closed' | 'open' = 'closed'): void {
  let state = start === 'open' ? opened : closed;
  let saved: SavedScenario[] = [{ id: 's1', name: '住院日 7 天', overrides: [{ lever: 'length_of_stay', value: '7.00', source: '医务处测算' }, { lever: 'spd_days', value: '15', parameters: { days_before: '30', daily_use: '133333.33' }, start: '2026-03', ramp_months: 3, source: 'S3-035' }] }];
  let replays: ReplayChoices = { days: ['2025-01-01', '2026-01-01'], overlays: [{ id: 'cn/demo-county/overlay-tighter.toml', name: '示范:费率下调 2%' }], present: null };
  let settings: Settings = {
    policies: [
      { id: 'cn/demo', name: m('policy.named', { pack: '示范市(虚构)DRG', pack_en: 'Demonstration area' }), certainty: m('certainty.assumption'), synthetic: true, frame: null, sources: [{ number: '', title: '演示参数', issuer: '演示', certainty: m('certainty.assumption') }], notices: [], faults: [] },
      { id: 'tariff', name: m('policy.tariff_mean_cost'), certainty: null, synthetic: false, frame: null, sources: [], notices: [], faults: [{ severity: 'error', message: m('reason.no_given_cost'), place: { file: null, sheet: null, row: null, column: null } }] },
    ],
    policy: 'cn/demo',
    facilities: ['本部', '东院'],
    facility: null,
    cost_given: true,
    fixed_share: null,
  };
  const limit = { compare: 'lt', step_on: '', inclusive: false, rows: [] };
  let pack: PackSheet = {
    name: m('policy.named', { pack: '示范市(虚构)DRG', pack_en: 'Demonstration area' }),
    id: 'cn/demo',
    own_copy: false,
    certainty: m('certainty.assumption'),
    frame: null,
    parameters: [
      { id: 'low', role: m('policy.role_low'), unit: '1', by: '', values: [{ ...limit, from: '2025-01-01', source: 'demo', kind: 'number', number: '0.40' }], open: null },
      { id: 'rate', role: m('policy.role_rate'), unit: 'yuan/weight', by: 'scheme', values: [{ from: '2025-01-01', source: 'demo', kind: 'table', compare: '', step_on: '', inclusive: false, number: '', rows: [['职工', '9600.00'], ['居民', '9100.00']] }], open: null },
    ],
    sources: [{ id: 'demo', number: '', title: '示范市演示参数', issuer: '盈衡演示数据', issued: '', effective: '', link: '', level: 'assumption' }],
    open: [{ key: '病组名单', label: m('year.name', { zh: '病组名单', en: 'the list of groups' }), answer: null, source: null }],
    confirmed: [],
    groups: 40,
    notices: [{ severity: 'warning', message: m('pack.unread_flag', { flag: 'basic', groups: '3' }), place: { file: null, sheet: null, row: null, column: null } }],
  };
  /** A value is added at its day; a correction of a value that is there is refused by a worked case. */
  function edited(edits: PackEdit[]): PackAnswer {
    for (const edit of edits) {
      if (edit.act === 'set_value' && edit.replaces !== null && !edits.some((one) => one.act === 'set_case'))
        return { sheet: pack, faults: [{ severity: 'error', message: m('pack.golden_failed', { case: 'low', field: 'revenue', expected: '6000.00', found: '7000.00', cause: '–' }), place: { file: 'golden.toml', sheet: null, row: null, column: null } }] };
      if (edit.act === 'set_value') {
        const { parameter, replaces, value } = edit;
        const kept = (values: PackSheet['parameters'][number]['values']) => [...values.filter((one) => one.from !== replaces), value];
        pack = { ...pack, own_copy: true, parameters: pack.parameters.map((one) => (one.id === parameter ? { ...one, values: kept(one.values) } : one)) };
      }
      if (edit.act === 'put_source') pack = { ...pack, own_copy: true, sources: [...pack.sources.filter((one) => one.id !== edit.source.id), edit.source] };
      if (edit.act === 'close_open') pack = { ...pack, open: [], confirmed: pack.open.map((one) => ({ ...one, answer: edit.answer, source: edit.source })) };
    }
    return { sheet: pack, faults: [] };
  }
  let depreciation: Depreciation = {
    entry: 'same',
    residual: '',
    lives: [
      { class: '房屋及构筑物', also: ['房屋'], years_min: '8', years_max: '', charged: true, source: '财会〔2017〕4号 表1(转载)', certainty: 'summary' },
      { class: '专用设备', also: [], years_min: '5', years_max: '10', charged: true, source: '财会〔2017〕4号 表1(转载)', certainty: 'summary' },
      { class: '土地', also: [], years_min: '', years_max: '', charged: false, source: '政府会计准则第3号', certainty: 'summary' },
    ],
  };
  let versions: PlanVersion[] = [{ number: 1, when: '2025-07-01 08:00 UTC', who: '会计', reason: m('plan.from_file'), changes: [m('plan.first')], current: true }];
  const keep = (reason: PlanVersion['reason'], changes: PlanVersion['changes']) => {
    versions = [{ number: versions.length + 1, when: '2025-07-02 08:00 UTC', who: '会计', reason, changes, current: true }, ...versions.map((one) => ({ ...one, current: false }))];
    return state;
  };
  const answers: Record<string, (given: Record<string, unknown>) => unknown> = {
    app_state: () => state,
    open_demo: () => (state = opened),
    new_project: () => (state = opened),
    open_project: () => (state = opened),
    close_project: () => (state = closed),
    page: (given) => {
      const { page, search, view } = given.request as { page: string; search?: string; view?: string };
      const answer = view === undefined || !PAGES[page] ? PAGES[page] : { ...PAGES[page], view };
      if (!search || !answer) return answer;
      return { ...answer, tables: answer.tables.map((table) => ({ ...table, rows: table.rows.filter((row) => row.key.includes(search.toUpperCase())) })) };
    },
    why: () => trace,
    apply_remedy: () => state,
    choose_level: () => state,
    restore_plan: (given) => keep(m('plan.restored', { number: `${given.number}` }), [m('plan.unchanged')]),
    plan_versions: () => versions,
    depreciation: () => depreciation,
    change_depreciation: (given) => {
      const wanted = given.depreciation as Depreciation;
      const row = wanted.lives.findIndex((life) => life.years_min === '0' || life.years_max === '0');
      const life = wanted.lives[row];
      if (life) throw { code: 'plan.life_zero', arguments: { row: `${row + 1}`, class: life.class, field: '@column.years_min' } };
      depreciation = wanted;
      return keep(m('plan.depreciation_changed'), [m('plan.entry_month_changed', { from: '@entry_month.same', to: '@entry_month.following' })]);
    },
    pick_files: () => [{ handle: 'h1', name: '支出明细.xlsx' }],
    inspect: () => inspection,
    forms: () => forms,
    import_files: () => ({
      batches: [{ id: 'b1', form: 'ledger', file: '支出明细.xlsx', sheet: '支出明细', rows: 1288, imported: 1284, rejected: 2, skipped: 2, amounts: [{ field: 'amount', file_total: '8301220.10', imported: '4150600.00', rejected: '10.05', skipped: '4150610.05' }], totals_checked: 2, totals_tied: 2 }],
      issues,
      unchanged: false,
    }),
    preview_import: () => [
      {
        file: '支出明细.xlsx',
        sheet: '支出明细',
        form: 'ledger',
        rows: 1288,
        taken: 1284,
        rejected: 2,
        skipped: 2,
        converted: [{ what: m('chart.text', { text: '金额按万元换算为元' }), cells: 1284 }],
        unknown: [{ kind: 'department', code: '心内科', rows: 12, suggestions: [{ code: '0101', name: '心血管内科', why: m('chart.text', { text: '像是简称' }) }] }],
        totals_checked: 2,
        totals_tied: 2,
        issues: [],
      },
    ],
    confirm_codes: () => [],
    crosswalk: () => [],
    export_entry_form: (given) => ({ path_label: `文档 / ${given.form as string}.xlsx` }),
    export_rejected: () => ({ path_label: '文档 / 未导入的行.xlsx' }),
    cancel_work: () => null,
    scenario_levers: () => levers,
    lever_catalogue: () => catalogue,
    lever_conflicts: () => PAGES.payment?.tables?.[0],
    scenario_export: () => ({ path_label: '文档 / 方案.xlsx' }),
    scenario_import: () => ({ scenario: saved[0], changes: [], refused: [] }),
    scenario_try: () => ({ kpis: kpis(true), charts: [bridge()], tables: [], issues: [] }),
    scenario_save: (given) => {
      const { name, overrides } = given.request as SavedScenario;
      const one = { id: `s${saved.length + 1}`, name, overrides };
      saved = [...saved, one];
      return one;
    },
    scenario_list: () => saved,
    scenario_delete: () => ((saved = []), null),
    scenario_compare: () => ({ tables: PAGES.payment?.tables ?? [], charts: [], issues: [] }),
    scenario_attribute: () => ({ tables: PAGES.payment?.tables ?? [], charts: [bridge()], issues: [] }),
    scenario_snapshots: () => [],
    scenario_snapshot_keep: (given) => [{ name: given.name as string, when: '2026-01-05', overrides: [], changes: [] }],
    scenario_snapshot_restore: () => saved[0],
    scenario_merge: () => ({ scenario: saved[0], taken: [], issues: [] }),
    guards: () => ['readmission', 'complication', 'low_outliers', 'refusal', 'satisfaction'].map((guard) => ({ guard, limit: '', value: '', date: '', source: '' })),
    guard_readings: () => PAGES.payment?.tables?.[0],
    change_guards: (given) => given.lines,
    snapshots: () => [],
    autosave: () => false,
    reports_list: () => ['case_types', 'departments', 'step_down', 'service_units', 'break_even_groups'].map((key) => ({ key, label: m(`table.${key}`) })),
    replay_choices: () => replays,
    choose_replay: (given) => {
      const against = { pack: 'replay.against_pack', day: 'replay.against_day', overlay: 'replay.against_overlay', none: '' }[given.kind as ReplayKind];
      const id = given.id as string;
      replays = { ...replays, present: against === '' ? null : m(against, { pack: id, pack_en: id, day: id, why: id, who: '财务科' }) };
      return state;
    },
    pick_overlay: () => state,
    export_claims: () => ({ path_label: '文档 / 医保结算对账.xlsx' }),
    export_official: () => ({ path_label: '文档 / 成本报表.xlsx' }),
    export_board: () => ({ path_label: '文档 / 董事会材料.xlsx' }),
    export_charts: () => null,
    pack_sheet: () => pack,
    pack_group: (given) => ({ cells: [['code', given.code as string], ['name', '阑尾切除'], ['weight', '0.8800']], source: 'demo' }),
    pack_difference: () => ({ ...(PAGES.payment?.tables[0] as object), id: 'policy_diff' }),
    edit_pack: (given): PackAnswer => edited(given.edits as PackEdit[]),
    save_pack: () => ({ path_label: '文档 / 政策包' }),
    settings: () => settings,
    choose_policy: (given) => (settings = { ...settings, policy: given.id as string }),
    choose_facility: (given) => (settings = { ...settings, facility: given.facility as string | null }),
    state_fixed_share: (given) => (settings = { ...settings, fixed_share: { percent: (given.share as string).replace('%', ''), source: given.source as string } }),
  };
  mockWindows('main');
  mockIPC(
    (command, given) => {
      const answer = answers[command];
      if (!answer) throw { code: 'ui.error.unexpected', arguments: { detail: command } };
      return answer((given ?? {}) as Record<string, unknown>);
    },
    { shouldMockEvents: true },
  );
}
