## 区域总额、个人负担与保本例数

lever-regional_pool = 区域总额封顶(本院点数占比)
payment-patient_share_exceeds_charge = 有 { $cases } 例按项目付费病例的个人负担大于总费用,共多出 { $amount } 元;统筹支付按 0 计,医院收入按总费用计。请核对个人负担一列。
column-priced_cases = 有支付标准的例数
