# Payment and policy packs

## Payment

payment-unknown_group = Case group “{ $group }” is not in the pack's group table; { $cases } cases have no price (they are not counted as 1). Check the code and the grouper version, or add the group to the pack's groups.csv.
payment-unpublished_group = The weight of case group “{ $group }” is not published; { $cases } cases have no price. Obtain it from the local payer and add it to the pack.
payment-ungrouped = { $cases } cases have no group code and the pack does not say how such cases are paid, so they have no price. Complete the grouping, or state it in the pack's flow.ungrouped.
payment-unknown_scheme = Payer scheme “{ $scheme }” is not in the pack; { $cases } cases have no price. Correct the scheme in the case file, or add it under [scheme] of the pack.
payment-no_value_yet = Parameter “{ $parameter }” has values from { $first } only; { $cases } cases discharged earlier have no price. Choose the pack of that time, or add the earlier value with its source.
payment-value_ended = Parameter “{ $parameter }” ended on { $since }; { $cases } cases discharged since have no price. Add the new value with its source.
payment-no_parameter = The pack lacks parameter “{ $parameter }”; { $cases } cases have no price. Add it with its source.
payment-no_key = Parameter “{ $parameter }” has no value for “{ $key }”; { $cases } cases have no price. Add it to the pack, or correct the scheme or hospital grade.
payment-not_a_number = Parameter “{ $parameter }” must be a number but the pack has a limit; { $cases } cases have no price. Correct the pack.
payment-not_a_limit = Parameter “{ $parameter }” must be a limit with a comparator; { $cases } cases have no price. Write compare in the pack.
payment-no_step = The steps of parameter “{ $parameter }” have no row for case group “{ $group }”; { $cases } cases have no price. Complete the steps; the last row has no upper end.
payment-no_weight = Case group “{ $group }” has no weight; { $cases } cases have no price. Add it to groups.csv.
payment-no_amount = Case group “{ $group }” has no tariff; { $cases } cases have no price. Add amount to groups.csv.
payment-no_mean_charge = Case group “{ $group }” has no mean charge, so no ratio can be formed; { $cases } cases have no price. Add mean_charge to groups.csv.
payment-limits_cross = The low limit of case group “{ $group }” lies above its high limit; { $cases } cases have no price. Check the pack's outlier parameters.
payment-undated = { $cases } cases have no discharge date and the pack does not price such cases. Add the dates to the case file.
payment-undated_at_period_end = { $cases } cases have no discharge date; they are priced with the values of { $date }, the end of the period. If the rules changed within it, add the dates to the case file.
payment-patient_share_exceeds = The patient's share exceeds the payment standard in { $cases } cases; the fund pays 0 there and { $amount } yuan stay unabsorbed. Whether this is carried to yearly clearing is a local rule; check the patients' amounts.
payment-extreme_review = { $cases } cases of group “{ $group }” lie beyond the extreme limit; they are paid the standard for now and should be put up for individual review.
payment-coding_without_weight = The scenario moves the coding weight of case group “{ $group }”, but the pack has no weight for it, so payment does not move. Use the price lever, or add the weight.
payment-no_such_case = There is no case number { $case }. Choose a case again.

## Classes of a case

payment-kind_low = Low outlier
payment-kind_normal = Normal
payment-kind_high = High outlier
payment-kind_itemised = By item
payment-kind_unpriced = No price

## Steps of an explanation

payment-step_weight = Relative weight (disease score)
payment-step_coded_weight = Scenario: weight multiplied by coding
payment-step_rate = Rate per unit weight
payment-step_scale = Points per unit weight
payment-step_points = Base points
payment-step_point_value = Point value
payment-step_price_rounded = Rate or point value as rounded by the pack
payment-step_rate_lever = Scenario: price multiplier
payment-step_own_charge_share = Share paid on the case's own charge
payment-step_coefficient = Coefficient
payment-step_standard = Payment standard
payment-step_standard_rounded = Payment standard, rounded
payment-step_low_limit = Low limit
payment-step_high_limit = High limit
payment-step_extreme_limit = Extreme limit
payment-step_excess_share = Share paid of the excess
payment-step_amount = Tariff
payment-step_city_mean = Mean charge of the area
payment-step_ratio_base = Ratio base
payment-step_charge = Total charge
payment-step_patient_share = Patient's share
payment-step_ratio = Ratio (charge ÷ ratio base)
payment-step_payment = Payment before rounding
payment-step_revenue = Hospital revenue (fund + patient)
payment-step_fund = Paid by the fund
payment-step_self_funded = Self-funded, first pay and deductible
payment-step_policy_ratio = Reimbursement ratio within policy
payment-step_los = Length of stay
payment-step_los_limit = Stay at which a case leaves its group's price
payment-formula_normal = Normal case: paid the standard; { $patient }
payment-formula_low = Low outlier: paid by the pack's low rule; { $patient }
payment-formula_high = High outlier: paid by the pack's high rule; { $patient }
payment-formula_itemised = Not paid by case group: hospital revenue = total charge
payment-formula_unpriced = The pack gives no price
payment-patient_deduct_actual = fund = payment − patient's share, not below 0
payment-patient_proportional = fund = (payment − self-funded, first pay and deductible) × ratio, not below 0
payment-patient_itemised = fund = charge − patient's share, not below 0
payment-patient_whole = the payment is the whole revenue; what the patient pays is not read
payment-patient_pool_fund = the payment is the fund's alone; the patient's share comes on top

## Policy

policy-tariff_mean_cost = Tariff at each group's mean cost
certainty-assumption = Assumption
certainty-practice = Practice
certainty-summary = Summary
certainty-official = Official document
reason-no_given_cost = The case file holds no cost per case, so no tariff at mean cost can be made. Import a file with case costs.
reason-no_ratio_base = The ratio base is 0, so there is no ratio. Check the payment standard or the group's mean charge.

## Policy packs on disk

pack-missing_file = The pack lacks file { $file }. Add it.
pack-not_text = Pack file { $file } is not UTF-8 text. Save it as UTF-8.
pack-bad_toml = The pack file is not well formed: { $detail }. Follow the template; numbers are written as text, like "0.95".
pack-bad_csv = The group table is not well formed: { $detail }. Check columns and quotes of the row.
pack-missing_column = The group table lacks column “{ $column }”. Add it.
pack-bad_number = “{ $value }” at { $where } is not a valid number (a decimal not below 0; weights and means above 0). Correct it.
pack-bad_word = “{ $value }” at { $where } is not known; allowed: { $allowed }. Correct it.
pack-bad_date = “{ $value }” at { $where } is not a date like 2025-01-01. Correct it.
pack-date_order = The first day { $from } at { $where } is not after the one before. Put values in order of date.
pack-value_shape = { $where } is incomplete or contradicts itself. Each value has one of number, table or steps; limits also have compare; end = true ends a parameter; values by scheme or grade need by.
pack-missing_key = { $where } is missing. Add it.
pack-step_order = The steps of { $where } do not rise. Correct them.
pack-step_end = The steps of { $where } have no last row. Leave the upper end of the last row empty.
pack-comparator = The comparator of { $where } is wrong; allowed here: { $allowed }. Correct it.
pack-unknown_source = Source “{ $source }” named by { $where } is not under [source]. Add it.
pack-unknown_parameter = Parameter “{ $parameter }” used by { $where } does not exist. Add it or correct the name; a rule names a parameter and never holds a number.
pack-no_grade = { $where } is kept by hospital grade but the pack states no grade. Add it.
pack-no_key = { $where } has no value for “{ $key }”. Add it; it is not taken as 1.
pack-empty_code = This row of the group table has no code. Add it or delete the row.
pack-duplicate_group = Case group “{ $group }” stands in the table more than once. Keep one row.
pack-no_groups = The group table holds no group. Add groups.
pack-group_without_price = Case group “{ $group }” has no weight (amount, in a tariff pack). Add it, or set status to unpublished.
pack-golden_failed = Worked case “{ $case }” does not come out: { $field } should be { $expected }, computed { $found } (issue raised: { $cause }). Check the values or the case; the pack does not load until it agrees.
pack-no_golden = The pack has no worked case. Write at least one in golden.toml.
