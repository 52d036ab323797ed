# Several methods, optional case columns, days, coefficients, individual review

## Why a case has no price

payment-needs_field = A rule of the policy pack reads "{ $field }", and { $cases } cases do not state it, so they have no price (no default is used). Add the column to the discharge file; enter 0 where there is no amount.
payment-no_route = { $cases } cases match no [[route]] of the policy pack, so no method can be chosen. Check scheme, ward and group, or add a last entry that takes the rest.
payment-no_method = A [[route]] of the policy pack leads to the method "{ $method }", but there is no [method.{ $method }]; { $cases } cases have no price. Add the method or correct the name.
payment-no_days = { $cases } cases are paid by the day but have a stay of 0 days, so they have no price. Check the length of stay.
payment-no_band = Parameter "{ $parameter }" has no band for { $value }; { $cases } cases have no price. Complete the bands and leave the last upper end empty.
payment-no_group_column = Group "{ $group }" has no value in column "{ $column }" of groups.csv; { $cases } cases have no price (neither 1 nor 0 is used). Add it.
payment-negative_weight = The weight of group "{ $group }" falls below 0 for the length of stay; { $cases } cases have no price. Check los_lower and short_per_day in groups.csv.
payment-not_a_table = Parameter "{ $parameter }" must be a table by code; { $cases } cases have no price. Correct the policy pack.
payment-not_bands = Parameter "{ $parameter }" must be given in bands; { $cases } cases have no price. Correct the policy pack.
payment-asks_too_much = One method may price by at most { $most } facts of a case; the policy pack asks more, so { $cases } cases have no price. Split the rules into several methods.
payment-more_than_charge = Excluded, new-technology and unreasonable amounts of { $cases } cases add up to more than the charge, so they have no price. Check these columns.
payment-stays_overlap = { $cases } cases were admitted before the same patient's previous discharge, so readmission cannot be judged and they have no price. Check the dates and the patient number.
payment-special_over_quota = { $cases } cases under individual review are beyond the quota: ranked by overrun they come after it and are paid the usual way; their charges exceed payment by { $amount } yuan in all. Check the list of applications or the quota.
payment-no_reviews = The policy pack has individual review, but the discharge file has no such column, so no case is paid by it. Add the column if cases have been applied for or granted.

## Steps of an explanation

payment-step_route_main = Route: number of the entry that matched, main method
payment-step_route = Route: number of the entry that matched, method "{ $method }"
payment-step_route_outside = Route: number of the entry that matched, no method
payment-step_age = Age
payment-step_age_limit = Age limit
payment-step_tcm_share = Share of Chinese medicine
payment-step_tcm_gate = Gate of the share of Chinese medicine
payment-step_los_lower = Lower day of the stay
payment-step_los_upper = Upper day of the stay
payment-step_stay_lever = Scenario: multiple of the length of stay
payment-step_same_day = Weight of a same-day stay
payment-step_short_base = Base weight of a short stay
payment-step_short_per_day = Weight per day of a short stay
payment-step_long_per_day = Weight per day beyond the upper day
payment-step_weight_of_stay = Weight for this length of stay
payment-step_critical = Paid as a critical case (1 yes, 0 no)
payment-step_day_price = Price of a day, { $days } days
payment-step_coefficient_group = Coefficient by group and grade
payment-step_coefficient_hospital = Coefficient of facility "{ $code }"
payment-step_coefficient_age = Coefficient by age
payment-step_coefficient_cci = Coefficient by comorbidity index (CCI)
payment-step_coefficient_auxiliary = Coefficient of auxiliary code "{ $code }"
payment-step_auxiliary_factor = Auxiliary coefficient used
payment-step_coefficient_tcm = Coefficient for reaching the share of Chinese medicine
payment-step_low_limit_k = Low limit times min(1, coefficient)
payment-step_critical_from = Limit of days of critical care
payment-step_critical_care = Reaches the limit of critical care (1 yes, 0 no)
payment-step_leaves_excluded = Taken out: excluded items
payment-step_leaves_new_technology = Taken out: new drugs and technology
payment-step_leaves_unreasonable = Taken out: unreasonable charges
payment-step_ratio_charge = Charge the ratio is formed with
payment-step_paid_charge = Charge the payment is formed with
payment-step_uplift = Individual review: multiple of the standard
payment-step_by_item = Individual review: by item after audit
payment-step_readmission = Readmission: multiple of the payment
payment-step_beside_excluded = Paid beside: excluded items
payment-step_beside_new_technology = Paid beside: new drugs and technology
payment-step_beside_critical_days = Paid beside: days of critical care
payment-step_beside_rate = Share or daily amount paid beside
payment-step_beside_cap = Most that is paid beside per case
payment-step_beside = Amount paid beside
payment-formula_special = Individual review: paid by item after audit, or by a raised standard; { $patient }
payment-formula_by_item = By item: payment = charge (after what leaves it); { $patient }
payment-patient_pool_total = fund = payment − patient's part, below 0 too, settled in the sum
payment-patient_deduct_carried = fund = payment − patient's part, carried to clearing when below 0
payment-patient_proportional_carried = fund = (payment − self-funded, first pay and deductible) × ratio, carried to clearing when below 0

## Uses of parameters

policy-role_age = Age limit
policy-role_tcm_gate = Gate of the share of Chinese medicine
policy-role_day_bands = Daily price by band
policy-role_critical_bands = Daily price of critical cases by band
policy-role_critical_share = Largest share of critical cases in a month
policy-role_critical_from = Limit of days of critical care
policy-role_critical_high = High limit of critical cases
policy-role_readmission_days = Days to a readmission
policy-role_readmission_factor = Payment multiple of a readmission
policy-role_special_quota = Quota of individual review
policy-role_special_uplift = Standard multiple of individual review
policy-role_addon_share = Share paid beside
policy-role_addon_day = Amount paid beside per day
policy-role_addon_cap = Most paid beside per case
policy-unit_yuan_per_day = yuan a day
policy-part_hospital = Facility: { $name }
policy-part_code = Code: { $name }
policy-band_up_to = Up to { $edge }
policy-band_above = Above { $edge }
policy-band_all = All{ $edge }

## Policy packs on disk

pack-addon_without_strip = { $where } pays "{ $of }" beside the group, but strip does not take it out of the charge, so it would be paid twice. Write strip, for example { $of } = "before".
pack-value_kind = The value of { $where } does not fit its use; write { $wanted } here.
pack-route_unreachable = { $where } stands behind an entry without conditions and is never reached. Put the entry without conditions last.
pack-unknown_method = { $where } leads to the method "{ $method }", which has no [method.…]. Add it or correct the name.
pack-unknown_scheme = { $where } names the scheme "{ $scheme }", which is not in [scheme]. Add it or correct the name.
pack-method_unused = No [[route]] leads to { $where }, so no case is paid by it. Add a route or delete the method.

## Optional columns of discharges

field-ward = Kind of ward
field-patient = Patient number
field-auxiliary = Auxiliary code
field-excuse = Excuse of a readmission
field-age = Age
field-cci = Comorbidity index (CCI)
field-excluded = Excluded items, amount
field-new_technology = New drugs and technology, amount
field-unreasonable = Unreasonable charges
field-tcm_share = Share of Chinese medicine
field-critical_days = Days of critical care
field-critical = Critical case
field-non_local = Insured elsewhere
field-review = Individual review
accept-optional_unread = "{ $field }" holds "{ $value }", which cannot be read; it is left empty and the case is imported. Where a rule of the policy pack reads it, the case has no price. Correct it if you need it.

## Methods and their rules, as tables

table-policy_routing = Order of methods
table-policy_methods = Methods and their rules
column-route_entry = Entry
column-route_question = Condition
column-route_value = Values or parameter
column-route_to = Method
column-pay_method = Method
column-pay_station = Station
column-pay_rule = Rule
column-pay_names = Parameters
note-policy_routing = Entries are compared from top to bottom; all conditions of an entry must hold; a case no entry takes has no price.
note-policy_methods = In the order of computation; the values stand under "Policy parameters".
policy-method_main = main method
policy-to_priced = priced by group
policy-to_itemised = by item
policy-to_self_paid = self-paid
policy-to_unpriced = no price
policy-test_none = all cases left
policy-test_los_at_most = stay at most
policy-test_los_at_least = stay at least
policy-test_age_below = age below
policy-test_age_at_least = age at least
policy-test_tcm_at_least = share of Chinese medicine at least
policy-test_flag = group has the mark
policy-test_scheme = payer scheme
policy-test_department = discharge unit
policy-test_ward = kind of ward
policy-test_grade = grade of the hospital
policy-test_grouped = has a group
policy-test_not_grouped = has no group
policy-test_non_local = insured elsewhere
policy-test_local = insured here
policy-test_critical = critical case
policy-test_not_critical = not a critical case
policy-test_special = individual review granted
policy-test_not_special = individual review not granted
policy-station_filter = scope
policy-station_strip = taken out
policy-station_price = price
policy-station_coefficient = coefficient
policy-station_outlier = low and high
policy-station_readmission = readmission
policy-station_special = individual review
policy-station_addon = paid beside
policy-station_patient = patient's part
policy-strip_excluded_before = excluded items leave before the ratio
policy-strip_excluded_after = excluded items leave after the ratio
policy-strip_new_technology_before = new technology leaves before the ratio
policy-strip_new_technology_after = new technology leaves after the ratio
policy-strip_unreasonable_before = unreasonable charges leave before the ratio
policy-strip_unreasonable_after = unreasonable charges leave after the ratio
policy-price_weight_rate = weight × rate
policy-price_points = weight × points per weight × point value
policy-price_fixed = fixed amount of the group
policy-price_days_marginal = by the day, each day at the price of its band
policy-price_days_whole = by the day, all days at the price of the stay's band
policy-price_critical_days = price of critical days; cases beyond the month's share as ordinary ones
policy-price_itemised = by item: the charge
policy-los_trim = less weight a day up to the lower day, more from the upper day
policy-los_inlier = short stay: base weight + weight a day; more weight a day above the upper day
policy-coefficient_pack = times the coefficient
policy-coefficient_group = times the coefficient by group and grade
policy-coefficient_hospital = times the facility's coefficient
policy-coefficient_age = times the coefficient by age
policy-coefficient_cci = times the coefficient by comorbidity index
policy-coefficient_auxiliary_max = times the auxiliary coefficient, the largest of several
policy-coefficient_auxiliary_product = times the auxiliary coefficients, all of them
policy-coefficient_tcm = times the coefficient where the share of Chinese medicine reaches the gate
policy-scope_whole = works on the standard and on what low and high rules add
policy-scope_deviation = works only on what low and high rules add
policy-combine_max = the larger of it and those before
policy-combine_replace = in place of those before
policy-own_charge = marked groups are paid from the case's own charge
policy-base_standard = ratio base: payment standard
policy-base_group_mean = ratio base: mean charge of the group
policy-base_city_mean = ratio base: weight × mean charge of the area
policy-low_by_actual = low: paid the charge
policy-low_points_no_factor = low: ratio × standard without coefficients
policy-low_proportional = low: ratio × standard
policy-low_capped_points = low: ratio (at most 1) × standard without coefficients
policy-low_with_k = low limit times min(1, coefficient)
policy-high_linear_add = high: standard + (ratio − limit) × standard without coefficients
policy-high_linear_net = high: unreasonable charges off first, standard + (ratio − limit) × standard without coefficients
policy-high_linear_base = high: standard + (ratio − limit) × standard
policy-high_linear_share = high: standard + charge above the limit × share
policy-high_cap = high: limit × standard, no more
policy-high_deduct = high: ratio × standard without coefficients − (limit − 1) × standard
policy-high_by_item = high: by item
policy-high_critical = from so many days of critical care another high limit holds (none where none is named)
policy-extreme = beyond the extreme limit: the standard, and individual review
policy-readmission_previous = readmission: payment of the stay before times a factor
policy-readmission_itself = readmission: its own payment times a factor
policy-special_by_item = individual review: by item after audit, within the quota
policy-special_uplift = individual review: raised standard, within the quota
policy-addon_excluded = a share of excluded items is paid beside
policy-addon_new_technology = a share of new technology is paid beside
policy-addon_critical_days = critical care is paid beside by the day
policy-patient_deduct_actual = fund = payment − patient's part
policy-patient_proportional = fund = (payment − self-funded, first pay and deductible) × ratio
policy-patient_itemised = fund = charge − patient's part
policy-patient_pool_total = fund = payment − patient's part, settled in the sum
policy-patient_whole = the payment is the whole revenue; the patient's part is not read
policy-patient_pool_fund = the fund pays the whole payment
policy-patient_carry = a fund part below 0 is carried to clearing
