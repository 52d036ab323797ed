view-payment_rules = 支付规则
