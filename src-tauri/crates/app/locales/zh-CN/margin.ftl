margin-unpriced_cases = 全部 { $all } 例中有 { $cases } 例没有支付标准,其成本计入成本合计,收入未知,未计入结余。请在支付页补齐病组或险种的规则。
reason-unpriced = 没有一例能定价
reason-no_fixed_share = 成本按例给出,未设定固定成本占比
reason-no_weighted_cases = 没有带权重的病例
reason-no_reference = 政策包没有这些病组的区域均值
reason-no_profit = 没有盈余,经营杠杆不适用
