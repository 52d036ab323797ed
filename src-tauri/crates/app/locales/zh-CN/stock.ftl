# 药品、卫生材料、库存与 SPD

## Views, forms

view-costing_materials = 药品与卫生材料
view-costing_inventory = 库存
form-materials = 物资目录

## Checks

checks-stock_negative = 有 { $count } 行库存期初或期末为负数（{ $distinct } 个品目：{ $codes }），仍按原数计算。常见原因是先出库后补入库单。请补录入库或更正出库。
checks-stock_jumps = 有 { $count } 行库存期初不等于上月期末（差额绝对值合计 { $amount } 元；{ $distinct } 个品目：{ $codes }）。差额列在“不平差额”，不计入消耗。请核对结转。
checks-stock_month_missing = 有 { $count } 处库存缺少月份，前后不连续（{ $distinct } 个品目：{ $codes }），平均库存和周转天数会偏低。请补充缺少月份的收发存。
checks-stock_month_twice = 有 { $count } 行库存与同一品目、科室、月份的另一行重复（{ $distinct } 个品目：{ $codes }），两行都参与计算。若为误重，请删除一行。
checks-stock_unpriced = 有 { $count } 行库存有出库数量而出库金额为零（{ $distinct } 个品目：{ $codes }），这些消耗没有计入成本。请补充金额。
sources-stock_unclassified = 物资类别“{ $category }”没有对应的成本项目（{ $count } 行，出库合计 { $amount } 元），列入“未分类”，不猜测归属。请在物资目录中填写成本项目，或在核算设置中补上该类别。
sources-materials_differ = { $item }：库存消耗合计 { $used } 元，支出明细合计 { $ledger } 元，相差 { $difference } 元。成本以支出明细为准，差额只列示，不分摊。请核对期间、二级库存和未入库的直接领用。
sources-unclassified = 未分类
sources-unknown_unit = 科室字典中没有
sources-own = 自有
sources-consigned = 寄售
sources-never_moved = 本期无变动

## Reasons

reason-no_month_ends = 没有按月的收发存，无法取各月末平均
reason-mixed_periods = 收发存既有按月又有按年的行，无法计算平均库存
reason-no_stock_held = 没有库存，无法作分母
reason-no_consumption = 没有消耗，无法作分母
reason-no_period_days = 没有期间天数
reason-no_pack_size = 没有定数包规格
reason-no_days_cut = 周转天数没有变化，无法推算
reason-no_near_expiry_column = 库存表没有“近效期金额”列
reason-no_expired_column = 库存表没有“过期报废金额”列
reason-no_count = 没有盘点金额
reason-no_movements = 库存表中没有属于“{ $item }”的物资
reason-unclassified = 未分类物资没有可比的科目

## Tables

table-materials = 药品与卫生材料消耗表
table-stock_movements = 库存收发存汇总表（自有）
table-stock_consigned = 寄售库存（不占用本院资金）
table-stock_turnover = 库存周转与资金占用（自有）
table-stock_shelves = 科室二级库（未消耗，不计成本）
table-stock_losses = 库存报损表
table-stock_slow = 呆滞库存
table-spd = SPD 项目测算
column-category = 物资类别
column-materials_billable = 单独收费
column-materials_plain = 不单独收费
column-materials_unstated = 未标明是否收费
column-materials_high = 其中高值
column-materials_low = 其中低值
column-materials_used = 消耗合计
column-materials_ledger_carved = 账面：单列科目
column-materials_ledger_plain = 账面：其他科目
column-materials_ledger = 账面合计
column-materials_difference = 消耗减账面
column-stock_opening = 期初
column-stock_receipts = 入库
column-stock_consumption = 消耗
column-stock_write_off = 报损
column-stock_expired = 其中过期报废
column-stock_closing = 期末
column-stock_unexplained = 不平差额
column-stock_payable = 应付供应商（用后结算）
column-stock_average = 平均库存（各月末平均）
column-stock_average_simple = 平均库存（期初期末平均）
column-stock_turnover = 周转率（次）
column-stock_days_on_hand = 周转天数
column-stock_near_expiry = 近效期金额
column-stock_near_expiry_share = 近效期占期末库存
column-stock_expiry_rate = 过期损耗率（占消耗）
column-stock_expiry_rate_on_stock = 过期损耗率（占平均库存）
column-stock_accuracy = 账物相符率
column-stock_shelf_opening = 二级库期初
column-stock_shelf_drawn = 本期领用
column-stock_shelf_write_off = 二级库报损
column-stock_shelf_closing = 二级库期末
column-stock_unit = 科室
column-stock_owner = 货权
column-stock_moved = 最近变动
column-stock_idle_months = 无变动月数
column-spd_value = 数值
row-stock_more = 其余 { $count } 项
row-stock_slow = 合计 { $count } 项
note-materials_ledger_is_base = 成本以支出明细为准；消耗与账面的差额只列示，不分摊。单独收费材料、药品是领用科室的直接成本。
note-point_of_use = 消耗点口径：科室领用减去二级库存增加和二级库报损后为消耗；仍在货架上的不计成本。
note-stock_identity = 不平差额 = 期初＋入库－消耗－报损－期末；账目齐全时为零。
note-consigned = 寄售物资使用前归供应商所有，不占用本院资金；使用后计入成本，同时形成应付款。
note-stock_days = 期间 { $days } 天，{ $months } 个月末。周转率、周转天数按各月末平均库存计算。
note-stock_denominators = 近效期占比以期末库存为分母；过期损耗率分别以期间消耗和平均库存为分母。公式出自二手资料，未见官方原文。
note-stock_losses = 报损单独列示，不分摊到病例或项目。
note-stock_shelves = 有二级库的科室：消耗 = 领用 －（期末 － 期初）－ 报损。
note-stock_slow = 连续 { $months } 个月没有入库、出库、报损且仍有库存的品目，按金额从大到小。
note-spd_one_off = 释放资金是一次性的资金回笼，不是利润，不进入净收益；每年反复发生的只有资金成本节约。公式出自二手资料。
note-spd_source = 项目参数来源：{ $source }
spd-days_now = 现周转天数
spd-target_days = 目标周转天数
spd-released = 释放资金（一次性，不是利润）
spd-carrying = 年资金成本节约
spd-labour = 人力节约
spd-losses = 损耗减少
spd-losses_after = 项目后过期报废
spd-price = 价格降低
spd-service_fee = 减：SPD 服务费
spd-system_fee = 减：系统费
spd-net = 年净收益（不含释放资金）
spd-claim_amount = 待核对的说法：释放金额
spd-claim_daily = 该说法隐含的日均消耗
spd-claim_annual = 该说法隐含的期间消耗
spd-used = 本院期间实际消耗
spd-daily = 日均消耗
spd-days_cut = 减少的天数
spd-rate = 资金成本率

## Trace

trace-stock_row = 库存收发存：{ $code } { $name }，科室 { $department }，{ $period }，{ $field }
trace-stock_opening = { $category }：期初
trace-stock_receipts = { $category }：入库
trace-stock_consumption = { $category }：消耗
trace-stock_write_off = { $category }：报损
trace-stock_expired = { $category }：过期报废
trace-stock_closing = { $category }：期末
trace-stock_near_expiry = { $category }：近效期金额
trace-stock_month_ends = { $category }：各月末库存之和
trace-stock_in_transit = { $category }：中心库已发、二级库未收
trace-stock_shelf_opening = { $category }：二级库期初
trace-stock_shelf_drawn = { $category }：本期领用
trace-stock_shelf_write_off = { $category }：二级库报损
trace-stock_shelf_closing = { $category }：二级库期末
trace-stock_unexplained = { $category }：不平差额（期初＋入库－消耗－报损－期末）
trace-stock_average = { $category }：平均库存（各月末平均）
trace-stock_average_simple = { $category }：平均库存（期初期末平均）
trace-stock_ends = { $category }：期初与期末之和
trace-stock_turnover = { $category }：周转率（次）
trace-stock_days_on_hand = { $category }：周转天数
trace-stock_held_days = { $category }：平均库存 × 天数
trace-stock_near_expiry_share = { $category }：近效期占期末库存
trace-stock_expiry_rate = { $category }：过期损耗率（占消耗）
trace-stock_expiry_rate_on_stock = { $category }：过期损耗率（占平均库存）
trace-stock_accuracy = { $category }：账物相符率
trace-stock_months = 月末个数
trace-stock_days = 期间天数
trace-two = 两个时点
trace-stock_agreed = 相符品规数
trace-stock_counted = 盘点品规数
trace-stock_slow = 呆滞库存合计
trace-material_billable = { $unit } { $item }：单独收费消耗
trace-material_plain = { $unit } { $item }：不单独收费消耗
trace-material_unstated = { $unit } { $item }：未标明是否收费的消耗
trace-material_high = { $unit } { $item }：高值消耗
trace-material_low = { $unit } { $item }：低值消耗
trace-material_used = { $unit } { $item }：消耗合计
trace-material_ledger_carved = { $unit } { $item }：账面单列科目
trace-material_ledger_plain = { $unit } { $item }：账面其他科目
trace-material_ledger = { $unit } { $item }：账面合计
trace-material_difference = { $unit } { $item }：消耗减账面

## Sources

source-stock-drugs_billable = 库存消耗：单独收费药品
source-stock-drugs_plain = 库存消耗：不单独收费药品
source-stock-drugs_unstated = 库存消耗：药品
source-stock-consumables_billable = 库存消耗：单独收费材料
source-stock-consumables_plain = 库存消耗：不单独收费材料
source-stock-consumables_unstated = 库存消耗：未标明是否收费的材料
