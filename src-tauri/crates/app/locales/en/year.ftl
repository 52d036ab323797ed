# Month, year and cash
## Views and tables

view-payment_year = Year and cash
table-year_settlement = Yearly clearing { $year }
table-year_bands = Retained surplus and shared overspend
table-year_months = Months of service
table-year_cash = Dated amounts
table-year_receivable = Receivable by month
table-year_pool = Regional pool
table-year_what_if = Point value: what if
table-year_contracts = Contracts by head, package, referral, reward and care
column-year_account = Account
column-year_month = Month
column-year_charge = Charges
column-posted = Posted (by item)
column-year_settled = Under the pack
column-prepaid = Prepaid
column-true_up = True-up
column-posted_over_standard = Posted ÷ standard
column-year_paid = Paid
column-paid_less_posted = Paid less posted
column-jump = Jump here
column-cash_date = Day
column-cash_kind = For
column-service_month = Month (week) of service
column-earned = Earned
column-received = Received
column-receivable = Receivable
column-advance_open = Advance outstanding (liability)
column-year_pool = Pool
column-participant = Participant
column-own_hospital = Own
column-pool_gross = Points × value
column-pool_patients = Less patients' money
column-fund_due = Due from the fund
column-pool_clearing = Clearing
column-what_if = What if
column-point_value = Point value (yuan)
column-relative_change = Change
column-contract_kind = Kind
column-contract = Contract
column-party = Party

## Words

year-name = { $zh ->
   *[other] { $en }
}
year-own = this hospital
year-here = where the account stands
year-received_total = Total without advances
year-month = { $month }
year-flow = { $date } { $kind }
year-deduction = taken off: { $reason }
year-case_posted = case ({ $group }, row { $row }): posted
year-case_settled = case ({ $group }, row { $row }): paid by the fund
year-step_pool = after the regional pool
year-step_growth_cap = after the limits on growth
year-step_global_budget = after the global budget
year-step_share_bands = after retained surplus and shared overspend
year-flow_prepaid = prepayment
year-flow_true_up = monthly true-up
year-flow_refusal = refused
year-flow_deduction = deducted
year-flow_clearing = year-end clearing
year-flow_clawback = clawback
year-flow_deposit_returned = deposit returned
year-flow_advance_received = advance received
year-flow_advance_repaid = advance repaid
year-contract_capitation = by head
year-contract_package = service package
year-contract_referral = referral differential
year-contract_reward = reward
year-contract_long_term_care = long-term care

## Lines

year-line_cases = Cases
year-line_posted = Posted (by item)
year-line_settled = Payable under the pack
year-line_total = Final sum of the year
year-line_withheld = Of what was taken off: held back, open
year-line_deducted = Refused and deducted
year-line_held = Quality deposit held back
year-line_due = Due whatever the score
year-line_returned = Deposit returned
year-line_rate = Settlement rate (final ÷ posted)
year-line_cleared = Cleared after the year (below 0: clawed back)
year-line_received = Received in all, without advances
year-line_mean_days = Mean days to the money
year-line_advance = Advance (a liability, not revenue)
year-line_advance_interest = Interest the advance saves in a year
year-line_over_per_case = above the limit per case
year-line_over_total = above the limit on the sum
year-line_pool_gross = Points × point value
year-line_pool_patients = Patients' money
year-line_fund_due = Due from the fund
year-line_budget = Budget
year-line_spend = Spent
year-line_overspend = Overspend
year-line_fund_bears = Borne by the fund
year-line_team_bears = Borne by the team
year-line_surplus = Surplus
year-line_team_keeps = Kept by the team
year-line_fund_keeps = Kept by the fund
year-line_team_result = Result of the team
year-line_split = Divided
year-line_package_total = Packages in all
year-line_funded_by = Funded by
year-line_package_cost = Cost of the services
year-line_package_gap = Funding less cost
year-line_referral_plain = Fund without the differential
year-line_referral_paid = Fund with the differential
year-line_referral_difference = Difference
year-line_reward_possible = If the conditions hold
year-line_reward_paid = Earned
year-line_care_paid = Paid by the fund
year-what_prior_average = last year's mean per case
year-what_prior_total = last year's sum
year-what_score = the yearly score
year-what_paid_last_year = what the fund paid last year
year-what_ratio = the real reimbursement ratio
year-what_own_points = own points (or own_price)
year-what_members = the number of people
year-what_spend = what was spent
year-what_referred_cost = insured cost of the patients referred
year-what_reward_base = what the reward is a share of
year-what_days = days of care
year-what_daily_charge = the charge a day

## Notes

note-year_beside = Year and cash stand beside: they do not enter the surplus, which follows the cases' payment.
note-year_lookup = Rules of the year are those of the last day of { $year }, monthly rules those of the last day of the month, deductions those of their own day.
note-year_unpriced = { $cases } cases of account “{ $account }” have no price and are in no sum.
note-year_outside = { $cases } cases of account “{ $account }” were discharged in another year and are in no sum.
note-year_bands = Posted ÷ standard; straight lines between the points; beyond the last band the fund bears nothing.
note-year_cliff = At the floor the payment jumps by { $amount } yuan. Billing in order to reach it is a violation; do not.
note-year_posted = Posted = charge − patient's part, not below 0; by month of discharge.
note-year_cash = Prepayments, true-ups, deductions, clearing and returned deposit add up to what is due, to the fen.
note-year_advance = Advances are a liability: no revenue, in no total.
note-year_receivable = The year's difference counts in December; the receivable ends at zero.
note-year_pool = Point value { $value } yuan, of the fund alone { $fund_value } yuan; fund available { $available } yuan; left with the fund by rounding the point value: { $remainder } yuan.
note-year_budget_value = Budget point value { $value } yuan (weighted years before).
note-year_what_if = In a closed budget the own change is (1 + own growth) ÷ (1 + growth of the region) − 1; a what-if has its own source and is no policy.
note-year_contracts = From the totals stated in the pack, not from cases; what is not stated is not estimated.

## Reasons

reason-year_no_parameter = The pack lacks parameter “{ $parameter }”, which a rule of the year names ({ $day }). Add it with its source.
reason-year_no_value = Parameter “{ $parameter }” has no value yet on { $day }. Add the value of that day with its source.
reason-year_value_ended = Parameter “{ $parameter }” has ended by { $day }. Add the new value with its source.
reason-year_no_key = Parameter “{ $parameter }” has no value for this scheme or grade on { $day }. Add it.
reason-year_not_a_number = Parameter “{ $parameter }” ({ $day }) is a limit, not a number. Correct it.
reason-year_not_stated = Nobody stated { $what }. Add it to the pack's year rules with its source.
reason-year_rule_later = No rule of the year holds on { $day }; the first begins on { $first }. Add the rule of that time.
reason-year_no_standard = The standard is not above 0, so there are no bands. Check the cases' payment or the budget.
reason-year_no_score_row = The score { $score } meets no row of the return table. Let the table reach down to 0.
reason-year_no_points = The points of “{ $name }” are not stated. Add them with their source.
reason-year_no_patients = The patients' money of “{ $name }” is not stated, and the point value covers it. Add it with its source.
reason-year_pool_empty = The points of the region add up to 0: there is no point value. Check the participants' points.
reason-year_pool_without_own = The pool marks no participant as this hospital (own = true). Mark it.
reason-year_pool_by_itself = The pool belongs to no account, so the own points must be stated. State them, or name the account.
reason-year_no_price = Parameter “{ $parameter }” is 0, so payment gives no points. Correct it.
reason-year_shares = The shares add up to { $sum }, not 1. Correct them.
reason-year_one_month = The data are of one month; yearly clearing needs the whole year. Use a project of the year.
reason-year_undated = { $cases } cases have no discharge date, so their month is unknown and no dates of payment follow. Complete the case file.
reason-year_no_clearing_rule = The pack does not say when the year is cleared (year.clearing), so no dates follow. Add it.
reason-year_no_day = A day in { $year } is outside the calendar. Check the period.
reason-year_nothing_due = Nothing is due, so there are no days to the money.
reason-year_nothing_posted = Nothing was posted, so there is no settlement rate.

## Issues

year-unpriced_left_out = { $cases } cases of account “{ $account }” have no price and are in no sum of year and cash. Resolve their pricing first.
year-outside_left_out = { $cases } cases of account “{ $account }” were discharged in another year and are in no sum of year and cash. Check the dates.

## Explanations

policy-role_year = rules of year and cash
trace-year_share = share
trace-year_kept = surplus kept
trace-year_kept_width = standard less posted
trace-year_band = borne in this band
trace-year_band_width = overspend within this band
trace-year_standard = the standard
trace-year_deposit = final sum × share held back
trace-year_returned = of what was held back, by score
trace-year_mean_days = Σ amount × day received less Σ amount × end of the month earned, over all received
trace-year_advance = last year's spending of the fund ÷ 12 × months
trace-year_advance_interest = advance × yearly rate
trace-year_flow_prepaid = posted (or payable) of the month (or week) × share, rounded to the fen
trace-year_flow_true_up = payable of the month under the pack less what was prepaid
trace-year_flow_refusal = as stated in the pack
trace-year_flow_deduction = as stated in the pack
trace-year_flow_clearing = final sum less deposit less what was prepaid and trued up
trace-year_flow_clawback = what is clawed back, in instalments closed by largest remainder
trace-year_flow_deposit_returned = by score
trace-year_flow_advance_received = advance, a liability
trace-year_flow_advance_repaid = advance repaid
trace-year_case_charge = charge
trace-year_case_patient = patient's part
trace-year_case_revenue = payment (hospital revenue)
trace-year_case_others = what the fund leaves to others
trace-year_posted_floor = the patient's part exceeds the charge: posted counts as 0
trace-year_points = points
trace-year_gross = points × point value (rounded where the pack says), the remainder as the pack says
trace-year_point_value = point value (yuan, exact)
trace-year_point_value_rounded = point value (yuan, rounded)
trace-year_pool_money = money the points divide
trace-year_all_points = all points
trace-year_fund_by_ratio = the fund available, divided by points
trace-year_contract_capitation = people × rate against spending, kept or shared by the shares
trace-year_contract_package = people × price, divided by the funding shares (largest remainder)
trace-year_contract_referral = insured cost × ratio, before and after the differential
trace-year_contract_reward = if all conditions hold: base × rate, else 0
trace-year_contract_long_term_care = days × what a day is paid

## Packs on disk

pack-year_day = Day “{ $value }” at { $where } is not between 1 and 28. Use a day that every month has.
pack-year_budget_here = { $where } does not belong to share bands. Use [[year.global_budget]] for a budget.
pack-year_unknown_account = Account “{ $account }” named by { $where } is not under [[year.account]]. Add it or correct the name.
pack-year_account_twice = { $where } stands more than once. Keep one.
pack-year_scheme_twice = Scheme “{ $scheme }” at { $where } already belongs to another account and would be settled twice. List it once.
pack-year_unknown_scheme = Scheme “{ $scheme }” at { $where } is not under [scheme]. Add it or correct the name.
pack-year_order = { $where } does not match the rules: step “{ $step }” must stand there once if it has rules, else not at all. Correct it.
pack-year_score_rows = The return table of { $where } must fall from high scores to low and end at 0. Correct it.
pack-year_pool_own = { $where } may mark one participant as this hospital (own = true), and must if it names an account. Correct it.
pack-year_weights = { $where } has more costs than weights, or fewer. Correct it.
pack-year_share_above_one = Floor and shares of { $where } cannot exceed 1. Correct them.
