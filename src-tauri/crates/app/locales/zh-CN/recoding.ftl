# 编码复核:同类病组之间的金额差
view-payment_recoding = 编码复核
table-recoding = 编码复核的金额影响
column-group = 病组编码
column-sibling = 同类病组
column-sibling_name = 同类病组名称
column-compared_cases = 比较例数
column-paid_now = 现支付
column-paid_then = 按同类病组支付
column-recoding_per_case = 每例差额
column-one_in_hundred = 每 1% 病例的差额
column-nearer_cases = 更接近同类病组的例数
note-recoding_rules = 把本组病例按政策包的全部规则(高低倍率、系数、个人负担)放到同一核心病组(ADRG)或同一主诊断的另一病组重新结算;分组结果来自导入文件,本程序不分组。正数是漏填合并症或主诊断选错少收的钱,负数是缺乏病历依据的编码须退回的钱。
note-recoding_not_added = 各行互为假设,不可相加。“每 1% 病例的差额”= 总差额 × 1%:复核发现 1% 的病例确属同类病组时的金额;真实比例只有复核病历才知道,请向病案科、编码员了解。
note-recoding_nearer = “更接近同类病组”只看费用与住院天数都比本组更接近同类病组的均值,用来挑选先看的病历,不是改码依据。
note-recoding_compliance = 编码只能依据病历。高编高套、分解住院、按支付上限收费均属违规,可能被追回并处罚(《医疗保障基金使用监督管理条例》,国务院令第735号;条款凭记忆,未核对原文)。本表不得用作编码目标。
note-recoding_alone = 有 { $count } 个病组的编码看不出同类病组,未比较。
note-recoding_cut = 有 { $count } 个病组的同类病组多于 { $most } 个,只比较了其后的 { $most } 个。
reason-no_group_means = 政策包没有这两个病组的均次费用与住院日
trace-recoding_now = { $from } 组病例现支付合计
trace-recoding_then = 放到 { $to } 组的支付合计
trace-recoding_difference = { $from } → { $to } 差额合计
trace-recoding_per_case = { $from } → { $to } 每例差额
trace-recoding_one_in_hundred = { $from } → { $to } 每 1% 病例的差额
trace-recoding_cases = 比较例数
trace-recoding_share = 病例比例
trace-recoding_case = 第 { $row } 行病例({ $group })按同类病组结算
