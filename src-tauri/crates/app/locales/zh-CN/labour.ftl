# 成本来源:人员薪酬、资产、账表核对

## Views

view-costing_labour = 人员经费
view-costing_assets = 折旧与摊销
view-costing_sources = 账表核对

## Tables

table-labour_units = 人员经费(按科室)
table-labour_roles = 人员经费(按岗位类别)
table-labour_unit_roles = 人员经费(科室×岗位类别)
table-asset_classes = 折旧与摊销复核(按资产类别)
table-asset_units = 折旧与摊销复核(按使用科室)
table-asset_funding = 折旧与摊销复核(按经费来源)
table-asset_cards = 折旧与摊销复核明细(按卡片)
table-asset_lives = 折旧年限表
table-source_accounts = 支出明细与来源逐科目核对
table-source_units = 支出明细与来源按科室核对

## Columns

column-people = 人数
column-fte = 折合人数
column-pay_basic = 基本工资及津补贴
column-pay_performance = 绩效工资
column-pay_insurance = 社保及公积金
column-pay_total = 人员经费合计
column-pay_per_fte = 人均(按折合人数)
column-booked = 支出明细
column-fed = 来源合计
column-source_difference = 差额
column-share_of_total = 占比
column-role = 岗位类别
column-asset_class = 资产类别
column-asset_code = 资产编号
column-asset_name = 资产名称
column-in_service = 启用日期
column-charge_method = 折旧方法
column-asset_state = 计提状态
column-cards = 卡片数
column-original_value = 原值
column-life_months = 折旧月数
column-charge_stated = 卡片所列折旧
column-charge_recomputed = 复核折旧
column-cards_unknown = 无法复核的卡片
column-charge_unknown = 无法复核卡片的所列折旧
column-years_min = 最短年限(年)
column-years_max = 最长年限(年)
column-life_source = 依据
column-certainty = 确定程度
column-funding = 经费来源
column-lowest_level = 进入的最低成本层级
column-cost_item = 成本项目
column-source_names = 来源

## Rows

row-unknown_unit = (科室字典中没有)
row-unknown_account = (科目对照中没有)
row-group_total = 小计
row-with_source = 有来源的科目
row-without_source = 没有来源的科目(仅有支出明细)
row-agreeing = 其余 { $count } 行相符

## Notes

note-labour_people = 折合人数为工时占比之和除以工资表份数({ $rolls } 份)。同一人在几个科室工作时，在每个科室各计一人，全院只计一人。
note-labour_roles = 同一人有几种岗位时，在每种岗位各计一人，合计只计一人。
note-ledger_is_base = 差额＝来源－支出明细。成本以支出明细为准，差额只列示，不分摊。
note-all_funding = 支出明细含全部经费来源，不限于所选成本层级。
note-depreciation_same = 当月增加当月计提，当月减少当月不提；已提足的不再计提。
note-depreciation_following = 当月增加下月计提，当月减少当月照提；已提足的不再计提。
note-depreciation_no_residual = 不考虑预计净残值。
note-depreciation_residual = 预计净残值按卡片所列；未列的按原值的 { $share }%。
note-depreciation_source = 规则据政府会计准则第3号的摘要及通行做法，未与原文核对；可在核算设置中更改。每期折旧为期末累计与期初累计各四舍五入到分后之差，全寿命合计等于应计折旧总额。
note-funding_level = 经费来源决定折旧进入哪一级成本：项目拨款形成的资产只进入医疗全成本，科教经费等形成的只进入医院全成本(据记忆，待与原文核对)。
note-asset_lives = 年限来自第二手资料，采用前请与原文核对；可在核算设置中更改。空白表示没有上限或下限。

## Words

pay_part-basic = 基本工资及津补贴
pay_part-performance = 绩效工资
pay_part-insurance = 社保及公积金
pay_part-share = 工时占比
method-straight_line = 年限平均法
method-workload = 工作量法
asset_state-charged = 计提中
asset_state-not_yet = 尚未开始计提
asset_state-fully_charged = 已提足
asset_state-disposed = 已处置
asset_state-never_charged = 不计提
asset_state-unknown = 无法计算
source-staff-basic = 人员薪酬:基本工资及津补贴
source-staff-performance = 人员薪酬:绩效工资
source-staff-insurance = 人员薪酬:社保及公积金
source-assets-depreciation = 资产卡片:固定资产折旧
source-assets-amortisation = 资产卡片:无形资产摊销
source-all_labour = 人员薪酬
source-all_consumables = 材料与库存
source-all_drugs = 药品与库存
source-all_depreciation = 资产卡片
source-all_amortisation = 资产卡片
source-all_risk_fund = 医疗风险基金
source-all_other = 其他来源
field-method = 折旧方法
field-total_work = 预计总工作量
field-work = 本期工作量
field-work_before = 期初累计工作量
field-residual = 预计净残值
field-disposed = 处置日期
field-valid_from = 启用日期
field-valid_to = 停用日期

## Reasons

reason-no_period = 项目没有设定期间
reason-no_source = 没有导入对应的来源，只有支出明细
reason-no_fte = 折合人数为 0
reason-no_amount = 合计为 0
reason-asset_no_life = 折旧月数为 0
reason-asset_negative_original = 原值为负({ $amount } 元)
reason-asset_residual_out_of_range = 预计净残值 { $amount } 元为负或大于原值
reason-asset_disposed_before_service = 处置日期早于启用日期
reason-asset_no_total_work = 采用工作量法，但没有预计总工作量
reason-asset_no_work = 采用工作量法，但没有本期工作量

## Issues

accept-two_classes = 科室“{ $value }”有两个科室分类：第 { $first } 行是{ $before }，第 { $row } 行是{ $class }。分类决定分摊顺序，第 { $row } 行未导入。请只保留一行，或给两个核算单元不同的编码。
accept-repeated_two_classes = 科室“{ $value }”在先导入的 { $file } 第 { $first } 行中已有，但科室分类不同；第 { $row } 行未采用。请统一两份科室字典的分类。
accept-closed_before_opened = 停用日期 { $value } 早于启用日期 { $opened }，该行未导入。请更正{ $field }。
checks-after_closing = 科室“{ $name }”（{ $department }）已于 { $day } 停用，“{ $form }”在此之后仍有 { $count } 行（金额合计 { $amount } 元），仍参与计算。请更正科室编码或停用日期。
checks-before_opening = 科室“{ $name }”（{ $department }）自 { $day } 起启用，“{ $form }”在此之前有 { $count } 行（金额合计 { $amount } 元），仍参与计算。请更正科室编码或启用日期。
sources-more = 另有 { $count } 条同类问题（{ $code }）未逐条列出，请在对应表中查看。
sources-split_not_one = 同一人的工时占比合计为 { $sum }%，应为 100%（第 { $rows } 行，科室 { $units }，薪酬合计 { $amount } 元）。薪酬按各行金额计入，但折合人数和按人数的分摊会不准。请更正工时占比。
sources-single_part_share = 有 { $count } 人只有一行且工时占比不是 100%。若为非全时人员属正常；若在其他科室还有工作，请补上另一行。
sources-split_without_number = 有 { $count } 行没有工号，无法核对同一人的工时占比，按每行一人计数。
sources-asset_no_life = 资产“{ $name }”（{ $asset }）的折旧月数为 0，无法复核折旧；卡片所列 { $amount } 元照列。请填写折旧月数。
sources-asset_negative_original = 资产“{ $name }”（{ $asset }）的原值为负，无法复核折旧；卡片所列 { $amount } 元照列。请更正原值；冲减请用处置日期。
sources-asset_residual_out_of_range = 资产“{ $name }”（{ $asset }）的预计净残值为负或大于原值，无法复核折旧；卡片所列 { $amount } 元照列。请更正。
sources-asset_disposed_before_service = 资产“{ $name }”（{ $asset }）的处置日期早于启用日期，无法复核折旧；卡片所列 { $amount } 元照列。请更正日期。
sources-asset_no_total_work = 资产“{ $name }”（{ $asset }）采用工作量法，但没有预计总工作量，无法复核折旧；卡片所列 { $amount } 元照列。请填写预计总工作量。
sources-asset_no_work = 资产“{ $name }”（{ $asset }）采用工作量法，但没有本期工作量，无法复核折旧；卡片所列 { $amount } 元照列。请填写本期工作量。
sources-asset_work_beyond_total = 资产“{ $name }”（{ $asset }）的累计工作量大于预计总工作量，折旧以应计折旧总额为限。请核对工作量。
sources-asset_fully_charged = 资产“{ $name }”（{ $asset }）已提足折旧，但卡片仍列 { $amount } 元。请停止计提，或更正启用日期、折旧月数。
sources-asset_charged_in_vain = 资产“{ $name }”（{ $asset }）本期{ $state }，但卡片列有折旧 { $amount } 元。请核对日期或资产类别。
sources-asset_charge_differs = 有 { $count } 张资产卡片所列折旧与复核结果不同，相差合计 { $amount } 元。请看“折旧与摊销”中的明细。
sources-asset_charge_rounding = 有 { $count } 张资产卡片所列折旧与复核结果相差每月不到 1 分（合计 { $amount } 元），属舍入方法不同。
sources-asset_life_outside = “{ $class }”有 { $count } 张卡片的折旧年限不在 { $min }～{ $max } 年之内（依据：{ $source }，第二手资料）。请核对。
sources-asset_class_without_life = 有 { $count } 张卡片的资产类别（{ $classes }）不在折旧年限表中，未核对年限。可在核算设置中补充。
sources-residual_not_considered = 有 { $count } 张卡片列有预计净残值（合计 { $amount } 元）；现行折旧规则不考虑预计净残值，复核时未扣除。
sources-link_account_twice = 科目“{ $account }”在来源对照中出现两次，只用于先出现的来源，不再用于“{ $source }”。请更正核算设置。
sources-link_other_item = 科目“{ $account }”与来源“{ $source }”的成本项目不同，未按该对照核对。请更正核算设置或科目对照。
app-board_left_out = 超过 { $rows } 行的表未放入工作簿，可另存为 CSV，或在报表中单独选择：{ $tables }

## Why

trace-staff_row = 人员薪酬第 { $row } 行({ $unit } { $role })的{ $part }
trace-staff_person = 人员薪酬第 { $row } 行({ $unit })的职工
trace-labour_basic = { $name } 基本工资及津补贴
trace-labour_performance = { $name } 绩效工资
trace-labour_insurance = { $name } 社保及公积金
trace-labour_total = { $name } 人员经费
trace-labour_share = { $name } 工时占比合计
trace-labour_fte = { $name } 折合人数
trace-labour_people = { $name } 人数
trace-labour_per_fte = { $name } 人均人员经费
trace-pay_rolls = 工资表份数
trace-source_of_unit = { $source }({ $unit })
trace-account_booked = 科目 { $account } { $name } 发生额
trace-compared_booked = { $item }：支出明细
trace-compared_source = { $item }：来源
trace-compared_difference = { $item }：来源与支出明细之差
trace-compared_unit_booked = { $unit } { $item }：支出明细
trace-compared_unit_source = { $unit } { $item }：来源
trace-compared_unit_difference = { $unit } { $item }：来源与支出明细之差
trace-asset_original = { $name }({ $asset })原值
trace-asset_charge = { $name }({ $asset })卡片所列折旧
trace-asset_residual = { $name }({ $asset })预计净残值
trace-asset_base = { $name }({ $asset })应计折旧总额
trace-asset_recomputed = { $name }({ $asset })复核折旧
trace-asset_difference = { $name }({ $asset })所列与复核之差
trace-asset_after = { $name }({ $asset })期末累计折旧
trace-asset_before = { $name }({ $asset })期初累计折旧
trace-asset_share = 已用寿命占比
trace-asset_months = 已计提月数(启用 { $since }，处置 { $until })
trace-asset_life = 折旧月数
trace-asset_work = 累计工作量
trace-asset_work_before = 期初累计工作量
trace-asset_work_of_period = 本期工作量
trace-asset_work_all = 累计工作量(以预计总工作量为限)
trace-asset_total_work = 预计总工作量
trace-asset_class_never = 资产类别“{ $class }”不计提
trace-residual_share = 预计净残值率
trace-rounded_once = 四舍五入到分
trace-formula_straight_line = 期末累计折旧减期初累计折旧；累计折旧＝应计折旧总额×已计提月数÷折旧月数，四舍五入到分
trace-formula_workload = 期末累计折旧减期初累计折旧；累计折旧＝应计折旧总额×累计工作量÷预计总工作量，四舍五入到分
trace-assets_original = { $name } 资产原值
trace-assets_charge = { $name } 卡片所列折旧
trace-assets_recomputed = { $name } 复核折旧
trace-assets_unknown = { $name } 无法复核卡片的所列折旧
trace-assets_difference = { $name } 所列与复核之差

## Equipment

reason-equipment_no_life = 使用年限为 0
reason-equipment_rate = 折现率不大于 -100%
reason-equipment_no_fee = 没有按次收费，无从比较
reason-equipment_never_pays_back = 按此工作量没有净现金流入，不能收回投资
