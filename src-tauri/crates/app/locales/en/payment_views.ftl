view-payment_rules = Payment rules
