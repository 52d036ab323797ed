# Sources of cost: people, assets, ledger against sources

## Views

view-costing_labour = Staff cost
view-costing_assets = Depreciation
view-costing_sources = Sources and ledger

## Tables

table-labour_units = Staff cost by unit
table-labour_roles = Staff cost by role
table-labour_unit_roles = Staff cost by unit and role
table-asset_classes = Depreciation recomputed, by class
table-asset_units = Depreciation recomputed, by unit
table-asset_funding = Depreciation recomputed, by funding source
table-asset_cards = Depreciation recomputed, card by card
table-asset_lives = Usual lives of assets
table-source_accounts = Ledger against sources, account by account
table-source_units = Ledger against sources, unit by unit

## Columns

column-people = People
column-fte = Full-time equivalents
column-pay_basic = Basic pay
column-pay_performance = Performance pay
column-pay_insurance = Social insurance
column-pay_total = Staff cost
column-pay_per_fte = Per full-time equivalent
column-booked = Ledger
column-fed = Sources
column-source_difference = Difference
column-share_of_total = Share
column-role = Role
column-asset_class = Class
column-asset_code = Asset no.
column-asset_name = Asset
column-in_service = In service
column-charge_method = Method
column-asset_state = State
column-cards = Cards
column-original_value = Original value
column-life_months = Life in months
column-charge_stated = Charge as stated
column-charge_recomputed = Charge recomputed
column-cards_unknown = Cards not computable
column-charge_unknown = Stated by those cards
column-years_min = Shortest life (years)
column-years_max = Longest life (years)
column-life_source = Source
column-certainty = Certainty
column-funding = Funding source
column-lowest_level = Lowest cost level it enters
column-cost_item = Cost item
column-source_names = Source

## Rows

row-unknown_unit = (not in the department file)
row-unknown_account = (not in the account map)
row-group_total = Subtotal
row-with_source = Accounts with a source
row-without_source = Accounts without a source (ledger only)
row-agreeing = The other { $count } lines agree

## Notes

note-labour_people = Full-time equivalents are the shares of working time divided by the number of pay rolls ({ $rolls }). A person who works in several units counts once in each of them and once in the hospital.
note-labour_roles = A person with several roles counts once in each of them and once in the total.
note-ledger_is_base = Difference = source less ledger. Cost follows the ledger; a difference is shown, never spread.
note-all_funding = The ledger is taken with all funding sources, whatever the cost level chosen.
note-depreciation_same = Charged from the month an asset comes in, not in the month it leaves; nothing once it is fully charged.
note-depreciation_following = Charged from the month after an asset comes in, still in the month it leaves; nothing once it is fully charged.
note-depreciation_no_residual = Residual values are not considered.
note-depreciation_residual = Residual value as the card states; where it does not, { $share } % of the original value.
note-depreciation_source = Rules from a summary of Government Accounting Standard 3 and common practice, not compared with the original; the plan can change them. A period's charge is the difference of two running totals rounded to the fen, so that a life adds up to its base.
note-funding_level = The funding source decides the cost level: what project grants paid for enters full medical cost only, what research money and the like paid for enters hospital cost only (from memory, to be compared with the original).
note-asset_lives = Lives come from secondary sources; compare them with the original before relying on them. The plan can change them. Blank: no bound.

## Words

pay_part-basic = basic pay
pay_part-performance = performance pay
pay_part-insurance = social insurance
pay_part-share = share of time
method-straight_line = Straight line
method-workload = By work done
asset_state-charged = Being charged
asset_state-not_yet = Not yet charged
asset_state-fully_charged = Fully charged
asset_state-disposed = Disposed of
asset_state-never_charged = Never charged
asset_state-unknown = Not computable
source-staff-basic = Pay roll: basic pay
source-staff-performance = Pay roll: performance pay
source-staff-insurance = Pay roll: social insurance
source-assets-depreciation = Asset register: depreciation
source-assets-amortisation = Asset register: amortisation
source-all_labour = Pay roll
source-all_consumables = Materials and stock
source-all_drugs = Drugs and stock
source-all_depreciation = Asset register
source-all_amortisation = Asset register
source-all_risk_fund = Risk fund
source-all_other = Other sources
field-method = method of depreciation
field-total_work = total work
field-work = work of the period
field-work_before = work before the period
field-residual = residual value
field-disposed = day of disposal
field-valid_from = valid from
field-valid_to = valid to

## Reasons

reason-no_period = the project has no period
reason-no_source = no source was imported; there is the ledger only
reason-no_fte = full-time equivalents are 0
reason-no_amount = the total is 0
reason-asset_no_life = the life is 0 months
reason-asset_negative_original = the original value is negative ({ $amount } yuan)
reason-asset_residual_out_of_range = the residual value of { $amount } yuan is negative or above the original value
reason-asset_disposed_before_service = disposed of before it came into service
reason-asset_no_total_work = charged by work, but the total work is missing
reason-asset_no_work = charged by work, but the work of the period is missing

## Issues

accept-two_classes = Department “{ $value }” has two classes: { $before } in row { $first }, { $class } in row { $row }. The class decides the order of allocation; row { $row } was not imported. Keep one row, or give the two costing units different codes.
accept-repeated_two_classes = Department “{ $value }” stands in row { $first } of { $file }, imported earlier, with another class; row { $row } is not used. Make the two department files agree.
accept-closed_before_opened = It was closed on { $value }, before it was opened on { $opened }; the row was not imported. Correct “{ $field }”.
checks-after_closing = Department “{ $name }” ({ $department }) closed on { $day }, but “{ $form }” has { $count } rows after that day ({ $amount } yuan). They are computed with. Correct the department code or the day of closing.
checks-before_opening = Department “{ $name }” ({ $department }) opened on { $day }, but “{ $form }” has { $count } rows before that day ({ $amount } yuan). They are computed with. Correct the department code or the day of opening.
sources-more = { $count } more of the same kind ({ $code }) are not named one by one; see the table.
sources-split_not_one = The shares of one person add up to { $sum } % instead of 100 % (rows { $rows }, departments { $units }, pay { $amount } yuan). The pay counts as each row states it, but full-time equivalents and allocations by headcount are off. Correct the shares.
sources-single_part_share = { $count } people have one row with a share other than 100 %. That is right for part-time staff; if they also work elsewhere, add the other row.
sources-split_without_number = { $count } rows have no staff number: the shares of one person cannot be checked, and each row counts as one person.
sources-asset_no_life = Asset “{ $name }” ({ $asset }) has a life of 0 months; its charge cannot be recomputed. The { $amount } yuan it states are kept. Enter its life.
sources-asset_negative_original = Asset “{ $name }” ({ $asset }) has a negative original value; its charge cannot be recomputed. The { $amount } yuan it states are kept. Correct the value; for a removal give the day of disposal.
sources-asset_residual_out_of_range = The residual value of asset “{ $name }” ({ $asset }) is negative or above its original value; its charge cannot be recomputed. The { $amount } yuan it states are kept. Correct it.
sources-asset_disposed_before_service = Asset “{ $name }” ({ $asset }) was disposed of before it came into service; its charge cannot be recomputed. The { $amount } yuan it states are kept. Correct the dates.
sources-asset_no_total_work = Asset “{ $name }” ({ $asset }) is charged by work, but its total work is missing; its charge cannot be recomputed. The { $amount } yuan it states are kept. Enter the total work.
sources-asset_no_work = Asset “{ $name }” ({ $asset }) is charged by work, but the work of the period is missing; its charge cannot be recomputed. The { $amount } yuan it states are kept. Enter the work.
sources-asset_work_beyond_total = The work of asset “{ $name }” ({ $asset }) goes beyond its total work; no more than its base is charged. Check the work.
sources-asset_fully_charged = Asset “{ $name }” ({ $asset }) is fully charged, but its card still states { $amount } yuan. Stop charging it, or correct its date or life.
sources-asset_charged_in_vain = Asset “{ $name }” ({ $asset }) states a charge of { $amount } yuan although in this period it is: { $state }. Check its dates or class.
sources-asset_charge_differs = The charge of { $count } asset cards differs from the recomputed one, by { $amount } yuan in all. See the cards under Depreciation.
sources-asset_charge_rounding = The charge of { $count } asset cards differs from the recomputed one by no more than a fen a month ({ $amount } yuan in all): another way of rounding.
sources-asset_life_outside = { $count } cards of class “{ $class }” have a life outside { $min }–{ $max } years (source: { $source }, second hand). Please check.
sources-asset_class_without_life = The classes of { $count } cards ({ $classes }) are not in the table of lives; their lives were not checked. The plan can add them.
sources-residual_not_considered = { $count } cards state a residual value ({ $amount } yuan in all); the rule in force does not consider residual values, so they were not deducted.
sources-link_account_twice = Account “{ $account }” is linked to two sources; it counts for the first one, not for “{ $source }”. Correct the plan.
sources-link_other_item = Account “{ $account }” and source “{ $source }” belong to different cost items; the link is not used. Correct the plan or the account map.
app-board_left_out = Tables of more than { $rows } rows are not in this workbook; save them as CSV, or choose them by name: { $tables }

## Why

trace-staff_row = Pay roll row { $row } ({ $unit } { $role }): { $part }
trace-staff_person = Person of pay roll row { $row } ({ $unit })
trace-labour_basic = { $name } basic pay
trace-labour_performance = { $name } performance pay
trace-labour_insurance = { $name } social insurance
trace-labour_total = { $name } staff cost
trace-labour_share = { $name } sum of shares
trace-labour_fte = { $name } full-time equivalents
trace-labour_people = { $name } people
trace-labour_per_fte = { $name } staff cost per full-time equivalent
trace-pay_rolls = number of pay rolls
trace-source_of_unit = { $source } ({ $unit })
trace-account_booked = booked to account { $account } { $name }
trace-compared_booked = { $item }: ledger
trace-compared_source = { $item }: sources
trace-compared_difference = { $item }: sources less ledger
trace-compared_unit_booked = { $unit } { $item }: ledger
trace-compared_unit_source = { $unit } { $item }: sources
trace-compared_unit_difference = { $unit } { $item }: sources less ledger
trace-asset_original = { $name } ({ $asset }): original value
trace-asset_charge = { $name } ({ $asset }): charge as stated
trace-asset_residual = { $name } ({ $asset }): residual value
trace-asset_base = { $name } ({ $asset }): amount to be charged
trace-asset_recomputed = { $name } ({ $asset }): charge recomputed
trace-asset_difference = { $name } ({ $asset }): stated less recomputed
trace-asset_after = { $name } ({ $asset }): charged by the end of the period
trace-asset_before = { $name } ({ $asset }): charged before the period
trace-asset_share = share of the life used
trace-asset_months = months charged (in service { $since }, disposed of { $until })
trace-asset_life = life in months
trace-asset_work = work done so far
trace-asset_work_before = work before the period
trace-asset_work_of_period = work of the period
trace-asset_work_all = work done so far, no more than the total
trace-asset_total_work = total work
trace-asset_class_never = class “{ $class }” is never charged
trace-residual_share = residual share
trace-rounded_once = rounded to the fen
trace-formula_straight_line = charged by the end less charged before; charged so far = amount × months charged ÷ life in months, rounded to the fen
trace-formula_workload = charged by the end less charged before; charged so far = amount × work done ÷ total work, rounded to the fen
trace-assets_original = { $name } original value
trace-assets_charge = { $name } charge as stated
trace-assets_recomputed = { $name } charge recomputed
trace-assets_unknown = { $name } stated by cards that cannot be recomputed
trace-assets_difference = { $name } stated less recomputed

## Equipment

reason-equipment_no_life = the life is 0 years
reason-equipment_rate = the discount rate is −100 % or below
reason-equipment_no_fee = there is no fee for a use to compare with
reason-equipment_never_pays_back = at this volume no cash is left over; it never pays back
