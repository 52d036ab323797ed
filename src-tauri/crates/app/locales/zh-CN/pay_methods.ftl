# 多种付费方法、病例补充信息、床日、系数、特例单议

## Why a case has no price

payment-needs_field = 政策包的规则要看“{ $field }”，{ $cases } 例没有这一项，无法计价（不按默认值计）。请在病例文件中补上该列；没有的金额请填 0。
payment-no_route = { $cases } 例不符合政策包 [[route]] 的任何一条，无法确定付费方法。请核对险种、病区、病组，或在末尾补一条兜底的付费方法。
payment-no_method = 政策包的 [[route]] 指向付费方法“{ $method }”，但没有写 [method.{ $method }]，{ $cases } 例无法计价。请补上该方法或更正名称。
payment-no_days = { $cases } 例按床日付费，但住院天数为 0，无法计价。请核对住院天数。
payment-no_band = 参数“{ $parameter }”没有 { $value } 所在的一段，{ $cases } 例无法计价。请补全分段，末段上限留空。
payment-no_group_column = 病组“{ $group }”在 groups.csv 的“{ $column }”一列没有数值，{ $cases } 例无法计价（不按 1 或 0 计）。请补上。
payment-negative_weight = 病组“{ $group }”按住院天数扣减后权重小于 0，{ $cases } 例无法计价。请核对 groups.csv 的 los_lower 和 short_per_day。
payment-not_a_table = 参数“{ $parameter }”应按编码列表（table）填写，{ $cases } 例无法计价。请更正政策包。
payment-not_bands = 参数“{ $parameter }”应按分段（bands）填写，{ $cases } 例无法计价。请更正政策包。
payment-asks_too_much = 一种付费方法最多按 { $most } 项病例信息定价，政策包超出此数，{ $cases } 例无法计价。请把规则分成几种方法。
payment-more_than_charge = { $cases } 例的除外、新技术与不合理费用之和大于总费用，无法计价。请核对这几列金额。
payment-stays_overlap = { $cases } 例的入院日期早于同一患者上一次的出院日期，无法判断是否再入院，因此不计价。请核对出入院日期和患者编号。
payment-special_over_quota = { $cases } 例特例单议超出名额，按超支额从大到小排在名额之后，仍按原办法付费；这些病例费用超过支付共 { $amount } 元。请核对申报名单或名额比例。
payment-no_reviews = 政策包有特例单议，但病例文件没有“特例单议”一列，没有病例按特例单议付费。如有已申报或已通过的病例，请补上该列。

## Steps of an explanation

payment-step_route_main = 付费路径：符合第几条，走主方法
payment-step_route = 付费路径：符合第几条，走“{ $method }”
payment-step_route_outside = 付费路径：符合第几条，不按方法计价
payment-step_age = 年龄
payment-step_age_limit = 年龄界限
payment-step_tcm_share = 中医治疗占比
payment-step_tcm_gate = 中医治疗占比门槛
payment-step_los_lower = 住院日下限
payment-step_los_upper = 住院日上限
payment-step_stay_lever = 情景：住院天数变为原来的倍数
payment-step_same_day = 当日出院权重
payment-step_short_base = 短住院基础权重
payment-step_short_per_day = 短住院每日权重
payment-step_long_per_day = 超上限每日权重
payment-step_weight_of_stay = 按住院天数调整后的权重
payment-step_critical = 是否按急危重床日付费（1 是，0 否）
payment-step_day_price = 床日价格，计 { $days } 天
payment-step_coefficient_group = 病组分等级系数
payment-step_coefficient_hospital = 机构“{ $code }”的系数
payment-step_coefficient_age = 年龄系数
payment-step_coefficient_cci = 合并症指数（CCI）系数
payment-step_coefficient_auxiliary = 辅助目录“{ $code }”的系数
payment-step_auxiliary_factor = 辅助目录采用的系数
payment-step_coefficient_tcm = 中医治疗占比达标的系数
payment-step_low_limit_k = 乘以 min(1, 系数) 后的低倍率界限
payment-step_critical_from = 重症监护天数界限
payment-step_critical_care = 是否达到重症监护天数界限（1 是，0 否）
payment-step_leaves_excluded = 剔除：除外支付金额
payment-step_leaves_new_technology = 剔除：新药新技术金额
payment-step_leaves_unreasonable = 剔除：不合理费用
payment-step_ratio_charge = 计算倍率用的费用
payment-step_paid_charge = 计算支付用的费用
payment-step_uplift = 特例单议：支付标准倍数
payment-step_by_item = 特例单议：审减后按项目付费
payment-step_readmission = 再入院：支付倍数
payment-step_beside_excluded = 另行支付：除外支付金额
payment-step_beside_new_technology = 另行支付：新药新技术金额
payment-step_beside_critical_days = 另行支付：重症监护天数
payment-step_beside_rate = 另行支付的比例或每日金额
payment-step_beside_cap = 另行支付的每例上限
payment-step_beside = 另行支付的金额
payment-formula_special = 特例单议：按审减后费用或提高后的标准付费；{ $patient }
payment-formula_by_item = 按项目付费：支付金额 = 总费用（剔除后）；{ $patient }
payment-patient_pool_total = 基金 = 支付金额 − 个人负担，负数并入清算总额
payment-patient_deduct_carried = 基金 = 支付金额 − 个人负担，负数结转清算
payment-patient_proportional_carried = 基金 =（支付金额 − 自费、先行自付与起付线）× 支付比例，负数结转清算

## Uses of parameters

policy-role_age = 年龄界限
policy-role_tcm_gate = 中医治疗占比门槛
policy-role_day_bands = 床日价格分段
policy-role_critical_bands = 急危重床日价格分段
policy-role_critical_share = 急危重病例占当月病例的上限
policy-role_critical_from = 重症监护天数界限
policy-role_critical_high = 重症病例的高倍率界限
policy-role_readmission_days = 再入院间隔天数
policy-role_readmission_factor = 再入院支付倍数
policy-role_special_quota = 特例单议名额比例
policy-role_special_uplift = 特例单议标准倍数
policy-role_addon_share = 另行支付比例
policy-role_addon_day = 每日另行支付金额
policy-role_addon_cap = 另行支付每例上限
policy-unit_yuan_per_day = 元/床日
policy-part_hospital = 机构:{ $name }
policy-part_code = 编码:{ $name }
policy-band_up_to = 至 { $edge }（含）
policy-band_above = { $edge } 以上
policy-band_all = 全部{ $edge }

## Policy packs on disk

pack-addon_without_strip = { $where } 另行支付“{ $of }”，但没有在 strip 中把它从费用里剔除，会重复支付。请写 strip，例如 { $of } = "before"。
pack-value_kind = { $where } 的数值写法与用途不符，此处应写 { $wanted }。请更正。
pack-route_unreachable = { $where } 前面已有不带条件的一条，走不到这里。请把不带条件的放到最后。
pack-unknown_method = { $where } 指向的付费方法“{ $method }”没有写 [method.…]。请补上或更正名称。
pack-unknown_scheme = { $where } 用到的险种“{ $scheme }”没有写在 [scheme] 中。请补上或更正名称。
pack-method_unused = { $where } 没有任何 [[route]] 指向它，不会有病例按它付费。请补上路径或删去该方法。

## Optional columns of discharges

field-ward = 病区类型
field-patient = 患者编号
field-auxiliary = 辅助目录编码
field-excuse = 再入院例外原因
field-age = 年龄
field-cci = 合并症指数（CCI）
field-excluded = 除外支付金额
field-new_technology = 新药新技术金额
field-unreasonable = 不合理费用
field-tcm_share = 中医治疗占比
field-critical_days = 重症监护天数
field-critical = 急危重
field-non_local = 异地就医
field-review = 特例单议
accept-optional_unread = “{ $field }”的“{ $value }”读不懂，按空处理，病例照常导入；政策包的规则要看这一项时，该病例不计价。如需使用请更正。

## Methods and their rules, as tables

table-policy_routing = 付费方法次序
table-policy_methods = 付费方法与规则
column-route_entry = 第几条
column-route_question = 条件
column-route_value = 取值或参数
column-route_to = 付费方法
column-pay_method = 付费方法
column-pay_station = 环节
column-pay_rule = 规则
column-pay_names = 参数
note-policy_routing = 从上到下逐条比对，同一条的条件须全部符合；没有一条符合的病例不计价。
note-policy_methods = 按计算先后列出；数值见“政策参数”。
policy-method_main = 主方法
policy-to_priced = 按病组计价
policy-to_itemised = 按项目付费
policy-to_self_paid = 自费
policy-to_unpriced = 不计价
policy-test_none = 其余全部病例
policy-test_los_at_most = 住院天数不超过
policy-test_los_at_least = 住院天数不少于
policy-test_age_below = 年龄低于
policy-test_age_at_least = 年龄不低于
policy-test_tcm_at_least = 中医治疗占比不低于
policy-test_flag = 病组带标记
policy-test_scheme = 险种
policy-test_department = 出院科室
policy-test_ward = 病区类型
policy-test_grade = 医院等级
policy-test_grouped = 已入组
policy-test_not_grouped = 未入组
policy-test_non_local = 异地就医
policy-test_local = 本地参保
policy-test_critical = 急危重
policy-test_not_critical = 非急危重
policy-test_special = 特例单议已通过
policy-test_not_special = 没有通过特例单议
policy-station_filter = 入组范围
policy-station_strip = 剔除
policy-station_price = 计价
policy-station_coefficient = 系数
policy-station_outlier = 高低倍率
policy-station_readmission = 再入院
policy-station_special = 特例单议
policy-station_addon = 另行支付
policy-station_patient = 个人负担
policy-strip_excluded_before = 除外支付金额先剔除，再计倍率
policy-strip_excluded_after = 先计倍率，再剔除除外支付金额
policy-strip_new_technology_before = 新药新技术金额先剔除，再计倍率
policy-strip_new_technology_after = 先计倍率，再剔除新药新技术金额
policy-strip_unreasonable_before = 不合理费用先剔除，再计倍率
policy-strip_unreasonable_after = 先计倍率，再剔除不合理费用
policy-price_weight_rate = 权重 × 费率
policy-price_points = 权重 × 每权重点数 × 点值
policy-price_fixed = 病组定额
policy-price_days_marginal = 按床日，各天按所在段的价格
policy-price_days_whole = 按床日，全程按所在段的价格
policy-price_critical_days = 急危重床日价格，超过当月占比的按普通床日
policy-price_itemised = 按项目：总费用
policy-los_trim = 住院日低于下限按日扣权重，超过上限按日加权重
policy-los_inlier = 短住院：基础权重 + 每日权重；超过上限按日加权重
policy-coefficient_pack = 乘以系数
policy-coefficient_group = 乘以病组分等级系数
policy-coefficient_hospital = 乘以机构系数
policy-coefficient_age = 乘以年龄系数
policy-coefficient_cci = 乘以合并症指数系数
policy-coefficient_auxiliary_max = 乘以辅助目录系数，多项取最大
policy-coefficient_auxiliary_product = 乘以辅助目录系数，多项连乘
policy-coefficient_tcm = 中医治疗占比达标，乘以系数
policy-scope_whole = 同时作用于支付标准和高低倍率增减部分
policy-scope_deviation = 只作用于高低倍率增减部分
policy-combine_max = 与前面的系数取大
policy-combine_replace = 取代前面的系数
policy-own_charge = 带标记的病组按本例费用折算
policy-base_standard = 倍率基数：支付标准
policy-base_group_mean = 倍率基数：病组次均费用
policy-base_city_mean = 倍率基数：权重 × 全市次均费用
policy-low_by_actual = 低倍率：据实支付
policy-low_points_no_factor = 低倍率：倍率 × 未乘系数的标准
policy-low_proportional = 低倍率：倍率 × 支付标准
policy-low_capped_points = 低倍率：倍率（不超过 1）× 未乘系数的标准
policy-low_with_k = 低倍率界限乘以 min(1, 系数)
policy-high_linear_add = 高倍率：支付标准 +（倍率 − 界限）× 未乘系数的标准
policy-high_linear_net = 高倍率：先扣不合理费用，支付标准 +（倍率 − 界限）× 未乘系数的标准
policy-high_linear_base = 高倍率：支付标准 +（倍率 − 界限）× 支付标准
policy-high_linear_share = 高倍率：支付标准 + 超出界限费用 × 比例
policy-high_cap = 高倍率：界限 × 支付标准，封顶
policy-high_deduct = 高倍率：倍率 × 未乘系数的标准 −（界限 − 1）× 支付标准
policy-high_by_item = 高倍率：按项目
policy-high_critical = 重症监护天数达到界限，改用另一上限（没有则不设上限）
policy-extreme = 超过极高倍率：按支付标准，提请特例单议
policy-readmission_previous = 再入院：前一次支付乘以倍数
policy-readmission_itself = 再入院：本次支付乘以倍数
policy-special_by_item = 特例单议：审减后按项目，限名额
policy-special_uplift = 特例单议：提高支付标准，限名额
policy-addon_excluded = 除外支付金额按比例另付
policy-addon_new_technology = 新药新技术金额按比例另付
policy-addon_critical_days = 重症监护按日另付
policy-patient_deduct_actual = 基金 = 支付金额 − 个人负担
policy-patient_proportional = 基金 =（支付金额 − 自费、先行自付与起付线）× 比例
policy-patient_itemised = 基金 = 总费用 − 个人负担
policy-patient_pool_total = 基金 = 支付金额 − 个人负担，按总额清算
policy-patient_whole = 支付金额即全部收入，不看个人负担
policy-patient_pool_fund = 支付金额全部由基金支付
policy-patient_carry = 基金为负时结转清算
