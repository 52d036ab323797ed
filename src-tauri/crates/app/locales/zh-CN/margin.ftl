# 盈亏、保本、情景、追溯

## Margin

margin-unknown_facility = 核算设置要看的院区“{ $facility }”在病例中没有出现，病组盈亏为空。请在核算设置中改选院区。
margin-one_facility = 病组、科室盈亏只含院区“{ $facility }”；全院收支和保本点仍是全院口径，因为支出明细和门诊收入不按院区拆分。
margin-unpriced_cases = { $cases } 个病例没有医保支付标准：其成本（{ $amount }）单列并计入全院成本，收入未知、按未收到处理；结余和保本只按有支付标准的病例计算。请补充政策包或病组编码。
margin-given_cost_items = { $cases } 个病例采用文件给出的成本，不分项目，薪酬、药品、材料价格的调整对它们不起作用。
margin-given_cost_stay = { $cases } 个病例采用文件给出的成本，不知道其中随住院日变动的部分，住院日调整对它们的成本不起作用。
margin-no_fixed_share = { $cases } 个病例采用文件给出的成本，且没有设定固定成本比例，无法计算边际贡献和保本点。请在核算设置中填写固定成本比例及其依据。

## Reasons

reason-unpriced = 所有病例都没有支付标准
reason-no_weighted_cases = 政策包中没有这些病组的权重
reason-no_reference = 政策包中没有这些病组的参照值
reason-no_fixed_share = 成本按例给出，没有设定固定成本比例
reason-no_income = 没有收入
reason-no_profit = 没有结余，不适用
reason-no_visits = 没有门急诊人次
scenario-below_zero = “{ $lever }”减少超过 100%({ $value }),未采用
scenario-not_positive = “{ $lever }”的目标值须大于零(现为 { $value }),未采用
scenario-no_baseline = “{ $lever }”没有现状值可比({ $value }),未采用
scenario-not_per_group = “{ $lever }”不能只对一个病组设定({ $value }),未采用
scenario-unknown_group = 没有病组 { $group },“{ $lever }”({ $value })未采用
scenario-no_spread = 各病组权重相同,“{ $lever }”({ $value })无从调整,未采用
scenario-mix_out_of_reach = 要达到“{ $lever }”{ $value },病组 { $group } 的例数须为负,未采用。请取离现状更近的目标。
scenario-coding_follows_the_record = 编码只能如实反映病案。此项只说明编码完整与否对支付的影响,成本不变;高编、分解住院均属违规。
kpi-gap = 住院结余
kpi-cost_per_case = 例均成本
kpi-revenue_per_case = 例均支付
kpi-break_even_cases = 保本例数
table-headline = 核心指标
column-scenario = 方案
column-change = 变化
