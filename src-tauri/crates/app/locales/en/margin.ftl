# Margin, break-even, scenarios, traces

## Margin

margin-unknown_facility = The settings look at facility “{ $facility }”, but no case belongs to it, so there are no case-group margins. Choose another facility in the settings.
margin-one_facility = Margins of case groups and departments show facility “{ $facility }” only; the hospital's result and break-even stay whole, because the ledger and outpatient revenue are not split by facility.
margin-unpriced_cases = { $cases } cases have no price: their cost ({ $amount }) stands on a line of its own and counts in the hospital's cost, their revenue is unknown and counts as none; gap and break-even use priced cases only. Complete the policy pack or the group codes.
margin-given_cost_items = { $cases } cases use the cost the file gives, without items; changes of wages and of drug and material prices do not reach them.
margin-given_cost_stay = { $cases } cases use the cost the file gives; the part that follows the stay is unknown, so a change of stay does not move their cost.
margin-no_fixed_share = { $cases } cases use the cost the file gives and no fixed share is set, so contribution and break-even cannot be computed. Enter the fixed share and its source in the settings.

## Reasons

reason-unpriced = no case has a price
reason-no_weighted_cases = the policy pack has no weights for these groups
reason-no_reference = the policy pack has no reference values for these groups
reason-no_fixed_share = cost is given per case and no fixed share is set
reason-no_income = no revenue
reason-no_profit = no surplus, not applicable
reason-no_visits = no visits
scenario-below_zero = { $lever } falls by more than 100% ({ $value }); not applied
scenario-not_positive = The target of { $lever } must be above zero (it is { $value }); not applied
scenario-no_baseline = { $lever } has no present value to compare with ({ $value }); not applied
scenario-not_per_group = { $lever } cannot be set for one case group only ({ $value }); not applied
scenario-unknown_group = There is no case group { $group }; { $lever } ({ $value }) not applied
scenario-no_spread = All groups have the same weight, so { $lever } ({ $value }) cannot move; not applied
scenario-mix_out_of_reach = To reach { $lever } { $value }, group { $group } would need fewer than no cases; not applied. Choose a target nearer the present.
scenario-coding_follows_the_record = Coding may only follow the record. This shows what complete coding is worth, at unchanged cost; upcoding and splitting stays break the rules.
kpi-gap = Inpatient gap
kpi-cost_per_case = Cost per case
kpi-revenue_per_case = Paid per case
kpi-break_even_cases = Break-even cases
table-headline = Headline figures
column-scenario = Scenario
column-change = Change
