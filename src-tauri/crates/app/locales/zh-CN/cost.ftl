# 成本归集、分摊、核算与数据检查


## Allocation

allocation-unknown_department = 支出明细中的科室“{ $department }”不在科室字典里（{ $count } 行，合计 { $amount } 元），金额列入“未分配”。请在科室字典中补上该科室，或更正支出明细中的科室编码。
allocation-unknown_account = 支出明细中的科目“{ $account }”没有对应的成本项目（{ $count } 行，合计 { $amount } 元），金额列入“未分配”（暂列其他运行费用）。请在科目对照中补上该科目。
allocation-carve_out_passed_on = 科室“{ $name }”（{ $department }）不是临床或医技科室，却记有应单列的药品或单独收费材料 { $amount } 元；这部分随该科室成本一起分摊，没有归入药品或材料服务单元。请把药品、材料记到领用的临床或医技科室。
allocation-negative_driver = 科室“{ $name }”（{ $department }）的分配参数“{ $driver }”为负（{ $value }），按 0 处理，不分得成本。请核对该参数（例如退费多于收费）。
allocation-no_driver = 科室“{ $name }”（{ $department }）的成本 { $amount } 元无法进行第 { $level } 级分摊：受益科室的分配参数“{ $driver }”全部为零或缺失。金额列入“未分配”。请导入该参数，或在核算设置中改用其他参数。
allocation-no_rule = 科室“{ $name }”（{ $department }）的成本 { $amount } 元无法进行第 { $level } 级分摊：核算设置中没有适用于该科室或其类别的分配规则。金额列入“未分配”。请在核算设置中为它指定分配参数。
allocation-driver_headcount = 职工人数
allocation-driver_bed_days = 实际占用床日
allocation-driver_visits = 门急诊人次
allocation-driver_executed_revenue = 执行收入
allocation-driver_ordered_revenue = 开单收入

## Costing

costing-no_revenue = 服务单元“{ $name }”（{ $unit }）有成本 { $amount } 元，但收入为 { $revenue } 元，无法计算成本收入比；有该单元费用的病例成本也无法计算。请核对医疗收入表的服务单元，或更正科室所属的服务单元。
costing-ratio_outside = 服务单元“{ $name }”（{ $unit }）的成本收入比为 { $ratio }（成本 { $amount } 元，收入 { $revenue } 元），超出 0.3～3 的常见范围。请核对科室、科目、费用与服务单元的对照关系。
costing-no_service_unit = 科室“{ $name }”（{ $department }）没有所属服务单元，其成本 { $amount } 元未归集到任何服务单元。请在科室字典中填写服务单元。
costing-unknown_service_unit = 科室“{ $name }”（{ $department }）的服务单元“{ $unit }”不在核算设置中，其成本 { $amount } 元未归集到任何服务单元。请更正编码，或在核算设置中增加该服务单元。
costing-service_unit_ignored = 行政后勤或医疗辅助科室“{ $name }”（{ $department }）填写了服务单元“{ $unit }”，不予采用：其成本通过分摊进入临床和医技科室。
costing-unknown_carve_out = 科目对照中单列到服务单元“{ $unit }”的成本 { $amount } 元没有去处：核算设置中没有这个服务单元，金额留在领用科室。请更正科目对照或增加该服务单元。
costing-unknown_revenue_unit = 医疗收入表中的服务单元“{ $unit }”不在核算设置中（{ $count } 行，合计 { $amount } 元），这些收入未计入任何成本收入比。请更正编码，或在核算设置中增加该服务单元。
costing-unmapped_fee_line = 病案首页费用“{ $fee_line }”没有对应的服务单元（{ $count } 例，合计 { $amount } 元），这部分费用没有换算成成本。请在核算设置中指定服务单元。
costing-fee_line_unknown_unit = 病案首页费用“{ $fee_line }”对应的服务单元“{ $unit }”不在核算设置中（{ $count } 例，合计 { $amount } 元），这部分费用没有换算成成本。请更正对照关系。
costing-case_charges_exceed_revenue = 服务单元“{ $name }”（{ $unit }）的病例费用合计 { $charges } 元，大于该单元的住院收入 { $revenue } 元，病例成本合计会超过单元成本。请核对期间是否一致、收入表是否完整。
costing-no_fee_detail = { $count } 个病例有总费用，但没有任何费用明细对应到服务单元，无法计算病例成本。请补充首页费用明细或费用对照。
costing-given_cost_used = { $count } 个病例采用文件中给出的病例成本，不按成本收入比计算。
costing-given_cost_not_adjusted = { $count } 个病例采用文件中给出的病例成本；这类成本不分项目，情景中的薪酬、药品、材料价格变化对它们不起作用。
costing-workload_not_clinical = 科室“{ $name }”（{ $department }）不是临床科室，其门急诊人次 { $visits }、床日 { $bed_days } 不参与诊次成本和床日成本计算（成本已分摊到临床科室）。
costing-no_workload = 临床科室“{ $name }”（{ $department }）有成本 { $amount } 元，但没有门急诊人次和床日，未计入诊次成本和床日成本。请补充工作量表。
costing-visits_and_bed_days = 科室“{ $name }”（{ $department }）既有门急诊人次又有床日，其成本按开单收入拆分，门诊占 { $share }%。建议把门诊和病区设为两个核算单元。
costing-no_revenue_split = 科室“{ $name }”（{ $department }）既有门急诊人次又有床日，但没有可用于拆分的开单收入，无法计算其诊次成本和床日成本。请补充医疗收入表，或把门诊和病区设为两个核算单元。

## Checks

checks-form_staff = 人员薪酬
checks-form_assets = 资产卡片
checks-form_stock = 库存收发存
checks-form_drivers = 分配参数
checks-form_workload = 工作量
checks-form_revenue = 医疗收入
checks-form_cases = 出院病例
checks-form_ledger = 支出明细
checks-form_other_income = 补助与其他收入
checks-unknown_department = “{ $form }”中有 { $count } 行的科室不在科室字典里（共 { $distinct } 个：{ $codes }）。请补充科室字典或更正编码。
checks-duplicate_department = 科室字典中有重复的科室编码（{ $count } 行，共 { $distinct } 个：{ $codes }）。请删除或改正重复的行。
checks-duplicate_account = 科目对照中同一科目有不同的成本项目或单列去向（{ $count } 行，共 { $distinct } 个科目：{ $codes }），采用最先出现的一行。请保留一行。
checks-duplicate_asset = 资产卡片中同一科室有重复的资产编号（{ $count } 行，共 { $distinct } 个：{ $codes }），折旧可能重复。请核对。
checks-duplicate_driver = 分配参数中同一参数、同一科室出现多行（{ $count } 行，共 { $distinct } 个参数：{ $codes }），数值相加使用。若为误重，请删除多余的行。
checks-duplicate_case = 有 { $count } 个病例的住院标识重复，同一次住院可能导入了两次。请核对。
checks-source_differs_from_ledger = { $item }：支出明细合计 { $ledger } 元，“{ $form }”合计 { $source } 元，相差 { $difference } 元。成本以支出明细为准；请核对两处口径和期间。
checks-stock_unbalanced = 有 { $count } 行库存“期初＋入库－出库－报损”不等于期末（差额绝对值合计 { $amount } 元；{ $distinct } 个品目：{ $codes }）。请核对库存表。
checks-bed_days_differ = 病例住院日合计 { $cases } 天，工作量表实际占用床日 { $workload } 天。出院口径与占用口径本有差异；相差较大时请核对期间和数据是否完整。
checks-fee_lines_above_charge = { $cases } 个病例中有 { $count } 个的首页费用合计大于总费用（共多 { $amount } 元）。常见原因是把“其中”项也作为单独费用导入。
checks-fee_lines_below_charge = { $cases } 个病例中有 { $count } 个的首页费用合计小于总费用（共少 { $amount } 元），少的部分没有换算成成本。请核对是否漏导了费用列。
checks-cost_without_revenue = { $count } 个临床或医技科室有成本，但医疗收入表中既无开单也无执行收入（{ $codes }，共 { $distinct } 个）。请核对收入表或科室编码。
checks-stay_of_no_days = { $count } 个病例的住院日为 0。日间病例属正常；若是缺值，请补充，否则按床日计算的变动成本会偏低。
checks-stay_over_a_year = { $count } 个病例的住院日超过 365 天，请核对入出院日期。
checks-outside_period = “{ $form }”中有 { $count } 行不属于本次测算期间 { $period }，仍参与计算。请确认所选期间，或停用不需要的导入批次。

## Reasons

reason-no_driver = 分配参数全部为零或缺失
reason-no_rule = 没有适用的分配规则
reason-unknown_department = 科室不在科室字典里
reason-unknown_account = 科目没有对应的成本项目
reason-no_service_unit = 科室没有所属服务单元
reason-unknown_service_unit = 服务单元不在核算设置中
reason-no_revenue = 服务单元 { $unit } 没有收入，无法计算成本收入比
reason-no_ledger = 没有支出明细，无法计算
reason-no_workload = 没有工作量，无法计算单位成本
reason-no_revenue_split = 科室 { $department } 没有可用于拆分门诊和住院的开单收入
reason-no_fee_detail = 病例有总费用，但没有可换算的费用明细
