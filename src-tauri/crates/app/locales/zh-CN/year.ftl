# 月度、年度与现金
## Views and tables

view-payment_year = 清算与现金
table-year_settlement = { $year } 年度医保清算表
table-year_bands = 结余留用与超支分担区间表
table-year_months = 月度医保结算表
table-year_cash = 医保回款时间表
table-year_receivable = 应收医保款变动表
table-year_pool = 区域总额点数清算表
table-year_what_if = 点值情景表
table-year_contracts = 按人头、服务包、转诊、绩效与长护险结算表
column-year_account = 清算单元
column-year_month = 月份
column-year_charge = 总费用
column-posted = 记账金额
column-year_settled = 按支付标准应付
column-prepaid = 预拨
column-true_up = 多退少补
column-posted_over_standard = 记账 ÷ 清算标准
column-year_paid = 应付额
column-paid_less_posted = 应付 − 记账
column-jump = 此处跳升
column-cash_date = 日期
column-cash_kind = 款项
column-service_month = 所属月份（周）
column-earned = 当月应收
column-received = 当月收到
column-receivable = 应收余额
column-advance_open = 预付金余额（负债）
column-year_pool = 基金池
column-participant = 医疗机构
column-own_hospital = 本院
column-pool_gross = 点数金额
column-pool_patients = 扣个人负担
column-fund_due = 基金应付
column-pool_clearing = 清算额
column-what_if = 情景
column-point_value = 点值（元）
column-relative_change = 变动
column-contract_kind = 类别
column-contract = 项目
column-party = 承担（分得）方

## Words

year-name = { $en ->
   *[other] { $zh }
}
year-own = 本院
year-here = 目前所在位置
year-received_total = 合计（不含预付金）
year-month = { $month }
year-flow = { $date } { $kind }
year-deduction = 扣减：{ $reason }
year-case_posted = 病例（病组 { $group }，第 { $row } 行）记账金额
year-case_settled = 病例（病组 { $group }，第 { $row } 行）基金应付
year-step_pool = 区域点数清算后
year-step_growth_cap = 增幅双控后
year-step_global_budget = 总额预算清算后
year-step_share_bands = 结余留用、超支分担后
year-flow_prepaid = 预拨
year-flow_true_up = 月度多退少补
year-flow_refusal = 拒付
year-flow_deduction = 扣款
year-flow_clearing = 年终清算
year-flow_clawback = 清算扣回
year-flow_deposit_returned = 质量保证金返还
year-flow_advance_received = 预付金拨入
year-flow_advance_repaid = 预付金归还
year-contract_capitation = 按人头付费
year-contract_package = 签约服务包
year-contract_referral = 转诊差异化支付
year-contract_reward = 绩效分档
year-contract_long_term_care = 长期护理保险

## Lines

year-line_cases = 例数
year-line_posted = 记账金额（按项目）
year-line_settled = 按支付标准应付
year-line_total = 年度清算额
year-line_withheld = 其中暂缓拨付，待定
year-line_deducted = 拒付与扣款
year-line_held = 扣留质量保证金
year-line_due = 确定应收
year-line_returned = 质量保证金返还
year-line_rate = 结算率（清算额 ÷ 记账）
year-line_cleared = 年终清算应收（负数为扣回）
year-line_received = 回款合计（不含预付金）
year-line_mean_days = 平均回款天数
year-line_advance = 预付金（负债，不是收入）
year-line_advance_interest = 预付金全年节约利息
year-line_over_per_case = 次均增幅超限部分
year-line_over_total = 总额增幅超限部分
year-line_pool_gross = 点数 × 点值
year-line_pool_patients = 个人负担
year-line_fund_due = 基金应付
year-line_budget = 总额
year-line_spend = 实际支出
year-line_overspend = 超支
year-line_fund_bears = 基金分担
year-line_team_bears = 团队分担
year-line_surplus = 结余
year-line_team_keeps = 团队留用
year-line_fund_keeps = 基金留存
year-line_team_result = 团队损益
year-line_split = 分配
year-line_package_total = 服务包合计
year-line_funded_by = 筹资来源
year-line_package_cost = 服务成本
year-line_package_gap = 筹资 − 成本
year-line_referral_plain = 无差异化时基金支付
year-line_referral_paid = 差异化后基金支付
year-line_referral_difference = 差额
year-line_reward_possible = 达标可得
year-line_reward_paid = 实际应得
year-line_care_paid = 基金支付
year-what_prior_average = 上年次均
year-what_prior_total = 上年总额
year-what_score = 年度考核得分
year-what_paid_last_year = 上年基金支出
year-what_ratio = 实际报销比例
year-what_own_points = 本院结算点数（或 own_price）
year-what_members = 人数
year-what_spend = 实际支出
year-what_referred_cost = 转诊患者医保费用
year-what_reward_base = 绩效计算基数
year-what_days = 护理天数
year-what_daily_charge = 日费用

## Notes

note-year_beside = 年度清算与现金另列，不并入结余；各院结余仍按病例支付口径计算。
note-year_lookup = 年度规则按 { $year } 年最后一天取值，按月规则按当月最后一天取值，扣款按扣款日取值。
note-year_unpriced = 清算单元“{ $account }”有 { $cases } 例未计价，不在各项合计中。
note-year_outside = 清算单元“{ $account }”有 { $cases } 例出院日期不在本年度，不在各项合计中。
note-year_bands = 比例为记账金额 ÷ 清算标准；各点之间为直线，最后一档以上基金不再分担。
note-year_cliff = 留用起点处应付额跳升 { $amount } 元。为达到起点而多记费用属于违规，不得为之。
note-year_posted = 记账金额 = 总费用 − 个人负担，不低于 0；按出院月份归集。
note-year_cash = 预拨、补差、扣减、清算与质保金返还之和等于应收合计，一分不差。
note-year_advance = 预付金是负债，不计入收入，也不在合计中。
note-year_receivable = 年度清算带来的差额计入 12 月；应收余额最后归零。
note-year_pool = 点值 { $value } 元，其中仅基金部分 { $fund_value } 元；可分配基金 { $available } 元；因点值取舍留在基金 { $remainder } 元。
note-year_budget_value = 预算点值 { $value } 元（往年加权）。
note-year_what_if = 总额封顶时，本院变动 =（1 + 本院增幅）÷（1 + 区域增幅）− 1；情景另有出处，不是政策。
note-year_contracts = 按政策包所列人数、支出等合计数计算，不依赖病例；未列明的不作推算。

## Reasons

reason-year_no_parameter = 政策包缺少年度规则用到的参数“{ $parameter }”（{ $day }）。请补上该参数及其依据。
reason-year_no_value = 参数“{ $parameter }”在 { $day } 还没有数值。请补上该日适用的数值及其依据。
reason-year_value_ended = 参数“{ $parameter }”在 { $day } 已废止。请补上新的数值及其依据。
reason-year_no_key = 参数“{ $parameter }”在 { $day } 没有本险种或本等级的数值。请补上。
reason-year_not_a_number = 参数“{ $parameter }”（{ $day }）是界限，不是数值。请更正。
reason-year_not_stated = 没有写明{ $what }，无法计算。请在政策包的年度规则中填写并注明依据。
reason-year_rule_later = { $day } 没有适用的年度规则（最早自 { $first } 起）。请补上当时的规则。
reason-year_no_standard = 清算标准不大于 0，无法计算区间。请核对病例支付或总额预算。
reason-year_no_score_row = 考核得分 { $score } 在返还表中没有对应的一档。请把返还表补到 0 分。
reason-year_no_points = 没有写明“{ $name }”的结算点数，无法清算。请填写并注明依据。
reason-year_no_patients = 没有写明“{ $name }”的个人负担，点值含个人负担时无法清算。请填写并注明依据。
reason-year_pool_empty = 区域点数合计为 0，没有点值。请核对各医疗机构点数。
reason-year_pool_without_own = 基金池没有标明本院（own = true）。请标明。
reason-year_pool_by_itself = 该基金池不属于任何清算单元，本院点数须写明。请填写点数，或写明 account。
reason-year_no_price = 参数“{ $parameter }”为 0，无法由支付额换算点数。请更正。
reason-year_shares = 各方比例合计为 { $sum }，不等于 1。请更正。
reason-year_one_month = 数据只有一个月，年度清算需要全年数据。请新建全年期间的项目。
reason-year_undated = { $cases } 例没有出院日期，不知道属于哪个月，无法排出回款时间。请在病例文件中补上出院日期。
reason-year_no_clearing_rule = 政策包没有写明年终清算日期（year.clearing），无法排出回款时间。请补上。
reason-year_no_day = { $year } 年的日期超出可用范围。请核对期间。
reason-year_nothing_due = 没有应收金额，无法计算回款天数。
reason-year_nothing_posted = 没有记账金额，无法计算结算率。

## Issues

year-unpriced_left_out = 清算单元“{ $account }”有 { $cases } 例未计价，不在年度清算与现金的任何合计中。请先解决这些病例的计价问题。
year-outside_left_out = 清算单元“{ $account }”有 { $cases } 例出院日期不在本年度，不在年度清算与现金的任何合计中。请核对出院日期。

## Explanations

policy-role_year = 年度与现金规则
trace-year_share = 比例
trace-year_kept = 留用的结余
trace-year_kept_width = 清算标准 − 记账金额
trace-year_band = 该档分担
trace-year_band_width = 落在该档的超支
trace-year_standard = 清算标准
trace-year_deposit = 年度清算额 × 扣留比例
trace-year_returned = 按考核得分返还扣留额
trace-year_mean_days = Σ 金额 × 到账日 − Σ 金额 × 所属月末，再除以回款合计
trace-year_advance = 上年基金支出 ÷ 12 × 月数
trace-year_advance_interest = 预付金 × 年利率
trace-year_flow_prepaid = 当月（或当周）记账（或应付）× 预拨比例，四舍五入到分
trace-year_flow_true_up = 当月按支付标准应付 − 已预拨
trace-year_flow_refusal = 按政策包所列扣减
trace-year_flow_deduction = 按政策包所列扣减
trace-year_flow_clearing = 年度清算额 − 质保金 − 已预拨和已补差
trace-year_flow_clawback = 应扣回额分期，按最大余额法凑齐
trace-year_flow_deposit_returned = 按考核得分返还
trace-year_flow_advance_received = 预付金拨入，负债
trace-year_flow_advance_repaid = 预付金归还
trace-year_case_charge = 总费用
trace-year_case_patient = 个人负担
trace-year_case_revenue = 支付金额（医院收入）
trace-year_case_others = 非基金负担部分
trace-year_posted_floor = 个人负担超过总费用，记账金额按 0 计
trace-year_points = 点数
trace-year_gross = 点数 × 点值（按政策包是否取舍），余数按政策包规定处理
trace-year_point_value = 点值（元，未取舍）
trace-year_point_value_rounded = 点值（元，取舍后）
trace-year_pool_money = 点数所分的金额
trace-year_all_points = 全部点数
trace-year_fund_by_ratio = 可分配基金按点数分配
trace-year_contract_capitation = 人数 × 人头标准与实际支出之差，按比例留用或分担
trace-year_contract_package = 人数 × 标准，按筹资比例拆分（最大余额法）
trace-year_contract_referral = 医保费用 × 报销比例（差异化前后）
trace-year_contract_reward = 条件全部达到时：基数 × 标准，否则为 0
trace-year_contract_long_term_care = 天数 × 每日支付

## Packs on disk

pack-year_day = { $where } 的“{ $value }”不是 1–28 之间的日。请改为每个月都有的日子。
pack-year_budget_here = { $where } 不能写在结余留用区间里；总额预算请写 [[year.global_budget]]。
pack-year_unknown_account = { $where } 指向的清算单元“{ $account }”没有写在 [[year.account]] 中。请补上或更正。
pack-year_account_twice = { $where } 写了不止一次。请只保留一个。
pack-year_scheme_twice = { $where } 的险种“{ $scheme }”已属于另一清算单元，会重复清算。请只列一次。
pack-year_unknown_scheme = { $where } 的险种“{ $scheme }”没有写在 [scheme] 中。请补上或更正。
pack-year_order = { $where } 与规则不符：步骤“{ $step }”有规则时须恰好列一次，没有规则时不列。请更正。
pack-year_score_rows = { $where } 的返还表须由高分到低分排列，最后一行为 0 分。请更正。
pack-year_pool_own = { $where } 只能有一个本院（own = true）；写明 account 的必须有。请更正。
pack-year_weights = { $where } 往年费用与权重个数不同。请更正。
pack-year_share_above_one = { $where } 的留用起点和各项比例不能大于 1。请更正。
