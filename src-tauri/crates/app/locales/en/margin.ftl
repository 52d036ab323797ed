margin-unpriced_cases = { $cases } of { $all } cases have no payment standard: their cost is in total cost, their revenue is unknown and not in the result. Complete the rules of their group or scheme on the payment page.
reason-unpriced = None of the cases has a price
reason-no_fixed_share = Cost is given per case and no fixed share is stated
reason-no_weighted_cases = No case has a weight
reason-no_reference = The pack has no regional mean for these groups
reason-no_profit = There is no surplus, so leverage does not apply
