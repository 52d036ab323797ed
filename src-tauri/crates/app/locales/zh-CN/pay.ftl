# 医保支付与政策包

## Payment

payment-unknown_group = 病组“{ $group }”不在政策包的病组目录里，{ $cases } 例无法计价（不按 1 计）。请核对病组编码和分组版本，或在政策包的 groups.csv 中补上该病组。
payment-unpublished_group = 病组“{ $group }”的权重尚未公布，{ $cases } 例无法计价。请向当地医保局取得权重后补入政策包。
payment-ungrouped = { $cases } 例没有病组编码（未入组），政策包也没有规定未入组病例如何付费，因此不计价。请补全分组结果，或在政策包的 flow.ungrouped 写明付费方式。
payment-unknown_scheme = 险种“{ $scheme }”不在政策包里，{ $cases } 例无法计价。请更正病例文件的险种，或在政策包 [scheme] 中写明该险种如何付费。
payment-no_value_yet = 参数“{ $parameter }”自 { $first } 起才有数值，此前出院的 { $cases } 例无法计价。请选用该时期的政策包，或补上更早的数值及其依据。
payment-value_ended = 参数“{ $parameter }”自 { $since } 起已废止，此后出院的 { $cases } 例无法计价。请补上新的数值及其依据。
payment-no_parameter = 政策包缺少参数“{ $parameter }”，{ $cases } 例无法计价。请在政策包中补上该参数及其依据。
payment-no_key = 参数“{ $parameter }”没有“{ $key }”一档的数值，{ $cases } 例无法计价。请在政策包中补上，或更正险种、医院等级。
payment-not_a_number = 参数“{ $parameter }”应是数值，政策包里写成了界限，{ $cases } 例无法计价。请更正政策包。
payment-not_a_limit = 参数“{ $parameter }”应是带比较方式的界限，{ $cases } 例无法计价。请在政策包中写明 compare。
payment-no_step = 参数“{ $parameter }”的分档表没有病组“{ $group }”所在的一档，{ $cases } 例无法计价。请补全分档表，末档上限留空。
payment-no_weight = 病组“{ $group }”没有权重，{ $cases } 例无法计价。请在 groups.csv 中补上权重。
payment-no_amount = 病组“{ $group }”没有定额，{ $cases } 例无法计价。请在 groups.csv 中补上 amount。
payment-no_mean_charge = 病组“{ $group }”没有次均费用，无法计算倍率，{ $cases } 例无法计价。请在 groups.csv 中补上 mean_charge。
payment-limits_cross = 病组“{ $group }”的低倍率界限高于高倍率界限，{ $cases } 例无法计价。请核对政策包的高低倍率参数。
payment-undated = { $cases } 例没有出院日期，政策包规定不计价。请在病例文件中补上出院日期。
payment-undated_at_period_end = { $cases } 例没有出院日期，按期末 { $date } 的政策参数计价。如期间内政策有变，请在病例文件中补上出院日期。
payment-patient_share_exceeds = { $cases } 例的个人负担超过支付标准，基金按 0 计，未抵扣的差额合计 { $amount } 元。是否结转年终清算按当地规定，请核对个人负担金额。
payment-extreme_review = 病组“{ $group }”有 { $cases } 例费用超过极高倍率界限，先按支付标准计，应申请特例单议。
payment-coding_without_weight = 情景对病组“{ $group }”只调整编码权重，但政策包没有该病组的权重，此项调整不影响支付。请改用支付价格，或在政策包中补上权重。
payment-no_such_case = 没有第 { $case } 例病例。请重新选择病例。

## Classes of a case

payment-kind_low = 低倍率
payment-kind_normal = 正常倍率
payment-kind_high = 高倍率
payment-kind_itemised = 按项目
payment-kind_unpriced = 未计价

## Steps of an explanation

payment-step_weight = 权重（病种分值）
payment-step_coded_weight = 情景：编码使权重变为原来的倍数
payment-step_rate = 费率（每权重）
payment-step_scale = 点数换算（每权重点数）
payment-step_points = 基准点数
payment-step_point_value = 点值
payment-step_price_rounded = 按政策包取舍后的费率（点值）
payment-step_rate_lever = 情景：支付价格倍数
payment-step_own_charge_share = 按本例费用计点的折扣
payment-step_coefficient = 系数
payment-step_standard = 支付标准
payment-step_standard_rounded = 取舍后的支付标准
payment-step_low_limit = 低倍率界限
payment-step_high_limit = 高倍率界限
payment-step_extreme_limit = 极高倍率界限
payment-step_excess_share = 超出部分支付比例
payment-step_amount = 定额
payment-step_city_mean = 全市次均费用
payment-step_ratio_base = 倍率基数
payment-step_charge = 总费用
payment-step_patient_share = 个人负担
payment-step_ratio = 倍率（总费用 ÷ 倍率基数）
payment-step_payment = 支付金额（未取舍）
payment-step_revenue = 医院收入（基金 + 个人）
payment-step_fund = 基金支付
payment-step_self_funded = 自费、先行自付与起付线
payment-step_policy_ratio = 政策范围内支付比例
payment-step_los = 住院天数
payment-step_los_limit = 入组住院天数界限
payment-formula_normal = 正常倍率：按支付标准付费；{ $patient }
payment-formula_low = 低倍率：按政策包的低倍率规则付费；{ $patient }
payment-formula_high = 高倍率：按政策包的高倍率规则付费；{ $patient }
payment-formula_itemised = 不按病组付费：医院收入 = 总费用
payment-formula_unpriced = 政策包规定不计价
payment-patient_deduct_actual = 基金 = 支付金额 − 个人负担，不低于 0
payment-patient_proportional = 基金 =（支付金额 − 自费、先行自付与起付线）× 支付比例，不低于 0
payment-patient_itemised = 基金 = 总费用 − 个人负担，不低于 0
payment-patient_whole = 支付金额即全部收入，不看个人负担
payment-patient_pool_fund = 支付金额全部由基金支付，个人负担另收

## Policy

policy-tariff_mean_cost = 按病组次均成本测算的定额
certainty-assumption = 测算假设
certainty-practice = 实践做法
certainty-summary = 摘要转述
certainty-official = 官方文件
reason-no_given_cost = 病例文件没有病例成本，无法按次均成本测算定额。请导入带有病例成本的文件。
reason-no_ratio_base = 倍率基数为 0，无法计算倍率。请核对支付标准或病组次均费用。

## Policy packs on disk

pack-missing_file = 政策包缺少文件 { $file }。请补上该文件。
pack-not_text = 政策包文件 { $file } 不是 UTF-8 文本。请另存为 UTF-8 编码。
pack-bad_toml = 政策包文件写法有误：{ $detail }。请按模板更正；数字要写成文字，如 "0.95"。
pack-bad_csv = 病组目录写法有误：{ $detail }。请核对该行的列数和引号。
pack-missing_column = 病组目录缺少“{ $column }”一列。请补上该列。
pack-bad_number = { $where } 的“{ $value }”不是有效数值（要求非负小数，权重和均值大于 0）。请更正。
pack-bad_word = { $where } 的“{ $value }”不可识别，可用：{ $allowed }。请更正。
pack-bad_date = { $where } 的“{ $value }”不是日期（应如 2025-01-01）。请更正。
pack-date_order = { $where } 的起始日 { $from } 没有晚于上一段。请按日期先后排列。
pack-value_shape = { $where } 的写法不完整或互相矛盾。每段只能写 number、table 或 steps 之一，界限另写 compare，废止写 end = true；按险种或等级取值须写 by。
pack-missing_key = 缺少 { $where }。请补上。
pack-step_order = { $where } 的分档没有由小到大排列。请更正。
pack-step_end = { $where } 的分档没有末档。请把最后一行的上限留空。
pack-comparator = { $where } 的比较方式不对，此处可用：{ $allowed }。请更正。
pack-unknown_source = { $where } 引用的依据“{ $source }”没有写在 [source] 中。请补上依据。
pack-unknown_parameter = { $where } 用到的参数“{ $parameter }”不存在。请补上该参数或更正名称；规则里写参数名，不写数字。
pack-no_grade = { $where } 按医院等级取值，但政策包没有写 grade。请补上医院等级。
pack-no_key = { $where } 缺少“{ $key }”一档的数值。请补上，不会按 1 处理。
pack-empty_code = 病组目录这一行没有病组编码。请补上或删去该行。
pack-duplicate_group = 病组“{ $group }”在目录中出现不止一次。请只保留一行。
pack-no_groups = 病组目录没有病组。请补上病组。
pack-group_without_price = 病组“{ $group }”没有权重（定额包为 amount）。请补上，或把 status 写成 unpublished。
pack-golden_failed = 手算例“{ $case }”的 { $field } 算不平：应为 { $expected }，算得 { $found }（程序提示：{ $cause }）。请核对参数或手算例；算平之前政策包不会载入。
pack-no_golden = 政策包没有手算例。请在 golden.toml 中至少写一例。
