## 区域总额、个人负担与保本例数

lever-regional_pool = 区域总额封顶(本院点数占比)
scenario-share_outside = “{ $lever }”须在 0 到 100% 之间(现为 { $value }),未采用
scenario-second_pool = “{ $lever }”设了不止一次({ $value }),只采用第一次。请删去多余的一项。
scenario-closed_pool = 按区域总额不变、其他医院点数不变测算:本院点数占比 { $value },点值乘以 { $factor }。这是公式推演,不是任何统筹区的清算规则;实际点值以年终清算为准。
payment-patient_share_exceeds_charge = 有 { $cases } 例按项目付费病例的个人负担大于总费用,共多出 { $amount } 元;统筹支付按 0 计,医院收入按总费用计。请核对个人负担一列。
column-priced_cases = 有支付标准的例数
