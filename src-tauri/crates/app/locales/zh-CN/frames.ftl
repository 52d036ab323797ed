# 政策框架:待确认事项
payment-frame = 政策包“{ $pack }”是框架,有 { $open } 项待确认(如:{ $first }{ $first_en ->
   *[other] {""}
}),{ $cases } 例不计价。请向当地医保局确认并补齐数值及依据;程序不代为设定。
policy-open_whole = (整个政策包)
policy-open_matter = { $en ->
   *[other] { $zh }
}
table-policy_open = 待确认事项
column-open_matter = 缺什么、问谁
note-policy_open = 有待确认事项的政策包是框架:只载明规则的形状,不计价。未见原文的数值不填,也不按 1 处理。
policy-frame = 这是框架:“{ $pack }”有 { $open } 项待确认(如:{ $first }{ $first_en ->
   *[other] {""}
}),选用后病例不计价。请向当地医保局确认并补齐。
error-pack_check = 政策包“{ $pack }”未通过检查,见以上各条。改正后再检查一次。
