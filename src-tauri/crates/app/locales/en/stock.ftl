# Drugs, consumables, stock and SPD

## Views, forms

view-costing_materials = Drugs and consumables
view-costing_inventory = Stock
form-materials = Goods list

## Checks

checks-stock_negative = { $count } stock rows have an opening or closing amount below zero ({ $distinct } items: { $codes }); they are computed as they stand. Often goods were issued before their receipt was entered. Enter the receipt or correct the issue.
checks-stock_jumps = { $count } stock rows open with another amount than the month before closed with (absolute differences { $amount } yuan; { $distinct } items: { $codes }). The difference stands under “unexplained” and is not consumption. Check the carry-over.
checks-stock_month_missing = Months are missing in { $count } places of the stock file ({ $distinct } items: { $codes }); average stock and days on hand come out too low. Add the missing months.
checks-stock_month_twice = { $count } stock rows repeat the item, unit and month of another row ({ $distinct } items: { $codes }); both are counted. Delete one if it is a mistake.
checks-stock_unpriced = { $count } stock rows have a quantity issued but no amount ({ $distinct } items: { $codes }); this use is not in the cost. Add the amount.
sources-stock_unclassified = Category “{ $category }” has no cost item ({ $count } rows, { $amount } yuan issued); it is listed as “unclassified”, nothing is guessed. Give the cost item in the goods list, or add the category to the costing settings.
sources-materials_differ = { $item }: stock consumption { $used } yuan, ledger { $ledger } yuan, difference { $difference } yuan. The ledger is the base; the difference is shown and never spread. Check periods, shelves of units and direct purchases.
sources-unclassified = unclassified
sources-unknown_unit = not in the department file
sources-own = own
sources-consigned = consigned
sources-never_moved = not in this period

## Reasons

reason-no_month_ends = no monthly stock rows to take month-ends of
reason-mixed_periods = stock rows are partly months and partly whole years, so there is no average
reason-no_stock_held = no stock to divide by
reason-no_consumption = no consumption to divide by
reason-no_period_days = no days in the period
reason-no_pack_size = no pack size
reason-no_days_cut = days on hand do not change
reason-no_near_expiry_column = the stock file has no near-expiry column
reason-no_expired_column = the stock file has no column of expired write-offs
reason-no_count = no stock count
reason-no_movements = the stock file has no goods of “{ $item }”
reason-unclassified = unclassified goods have no account to compare with

## Tables

table-materials = Drugs and consumables used
table-stock_movements = Stock movements (own)
table-stock_consigned = Consigned stock (no own capital)
table-stock_turnover = Turnover and capital tied up (own)
table-stock_shelves = Shelves of units (not used, not cost)
table-stock_losses = Stock written off
table-stock_slow = Slow stock
table-spd = SPD project
column-category = Category
column-materials_billable = Billed separately
column-materials_plain = Not billed
column-materials_unstated = Billing not stated
column-materials_high = of which high value
column-materials_low = of which low value
column-materials_used = Used
column-materials_ledger_carved = Ledger: carved out
column-materials_ledger_plain = Ledger: other accounts
column-materials_ledger = Ledger
column-materials_difference = Used less ledger
column-stock_opening = Opening
column-stock_receipts = Receipts
column-stock_consumption = Used
column-stock_write_off = Written off
column-stock_expired = of which expired
column-stock_closing = Closing
column-stock_unexplained = Unexplained
column-stock_payable = Payable to suppliers (after use)
column-stock_average = Average stock (month-ends)
column-stock_average_simple = Average stock (opening and closing)
column-stock_turnover = Turnover (times)
column-stock_days_on_hand = Days on hand
column-stock_near_expiry = Near expiry
column-stock_near_expiry_share = Near expiry, of closing stock
column-stock_expiry_rate = Expiry loss, of use
column-stock_expiry_rate_on_stock = Expiry loss, of average stock
column-stock_accuracy = Count accuracy
column-stock_shelf_opening = Shelf opening
column-stock_shelf_drawn = Drawn
column-stock_shelf_write_off = Written off on the shelf
column-stock_shelf_closing = Shelf closing
column-stock_unit = Unit
column-stock_owner = Owner
column-stock_moved = Last movement
column-stock_idle_months = Months idle
column-spd_value = Value
row-stock_more = { $count } more
row-stock_slow = Total of { $count }
note-materials_ledger_is_base = The ledger is the base of cost; the difference is shown and never spread. Drugs and separately billed consumables are direct cost of the using unit.
note-point_of_use = Point of use: what a unit drew, less the growth of its shelf and what was written off there, is used; what still lies on the shelf is not cost.
note-stock_identity = Unexplained = opening + receipts − used − written off − closing; nil where the books are in order.
note-consigned = Consigned goods are the supplier's until used and tie up no own capital; once used they are cost and a payable.
note-stock_days = { $days } days, { $months } month-ends. Turnover and days on hand use the mean of month-ends.
note-stock_denominators = Near expiry is a share of closing stock; expiry loss is given on use and on average stock. Formulas from secondary sources, not from an official text.
note-stock_losses = Write-offs stand by themselves and are not spread over cases or services.
note-stock_shelves = Units with a shelf: used = drawn − (closing − opening) − written off.
note-stock_slow = Goods still in stock without receipt, issue or write-off for { $months } months, largest first.
note-spd_one_off = Released capital is a one-off return of cash, not profit, and no part of the net benefit; only the carrying cost saved recurs. Formulas from secondary sources.
note-spd_source = Source of the project's figures: { $source }
spd-days_now = Days on hand now
spd-target_days = Days on hand aimed at
spd-released = Released capital (one-off, not profit)
spd-carrying = Carrying cost saved a year
spd-labour = Staff cost saved
spd-losses = Lower losses
spd-losses_after = Expired write-offs afterwards
spd-price = Lower prices
spd-service_fee = Less: SPD service fee
spd-system_fee = Less: system
spd-net = Net benefit a year (without released capital)
spd-claim_amount = Statement to check: amount freed
spd-claim_daily = Daily use this takes for granted
spd-claim_annual = Use in the period this takes for granted
spd-used = The hospital's own use in the period
spd-daily = Daily use
spd-days_cut = Days cut
spd-rate = Cost of capital

## Trace

trace-stock_row = Stock file: { $code } { $name }, unit { $department }, { $period }, { $field }
trace-stock_opening = { $category }: opening
trace-stock_receipts = { $category }: receipts
trace-stock_consumption = { $category }: used
trace-stock_write_off = { $category }: written off
trace-stock_expired = { $category }: expired
trace-stock_closing = { $category }: closing
trace-stock_near_expiry = { $category }: near expiry
trace-stock_month_ends = { $category }: sum of month-ends
trace-stock_in_transit = { $category }: left the central store, not on a shelf
trace-stock_shelf_opening = { $category }: shelf opening
trace-stock_shelf_drawn = { $category }: drawn
trace-stock_shelf_write_off = { $category }: written off on the shelf
trace-stock_shelf_closing = { $category }: shelf closing
trace-stock_unexplained = { $category }: unexplained (opening + receipts − used − written off − closing)
trace-stock_average = { $category }: average stock (month-ends)
trace-stock_average_simple = { $category }: average stock (opening and closing)
trace-stock_ends = { $category }: opening and closing together
trace-stock_turnover = { $category }: turnover (times)
trace-stock_days_on_hand = { $category }: days on hand
trace-stock_held_days = { $category }: average stock × days
trace-stock_near_expiry_share = { $category }: near expiry, of closing stock
trace-stock_expiry_rate = { $category }: expiry loss, of use
trace-stock_expiry_rate_on_stock = { $category }: expiry loss, of average stock
trace-stock_accuracy = { $category }: count accuracy
trace-stock_months = month-ends
trace-stock_days = days in the period
trace-two = two points in time
trace-stock_agreed = items that agreed
trace-stock_counted = items counted
trace-stock_slow = slow stock in all
trace-material_billable = { $unit } { $item }: billed separately
trace-material_plain = { $unit } { $item }: not billed
trace-material_unstated = { $unit } { $item }: billing not stated
trace-material_high = { $unit } { $item }: high value
trace-material_low = { $unit } { $item }: low value
trace-material_used = { $unit } { $item }: used
trace-material_ledger_carved = { $unit } { $item }: ledger, carved out
trace-material_ledger_plain = { $unit } { $item }: ledger, other accounts
trace-material_ledger = { $unit } { $item }: ledger
trace-material_difference = { $unit } { $item }: used less ledger

## Sources

source-stock-drugs_billable = Stock used: drugs billed separately
source-stock-drugs_plain = Stock used: drugs not billed
source-stock-drugs_unstated = Stock used: drugs
source-stock-consumables_billable = Stock used: billed consumables
source-stock-consumables_plain = Stock used: consumables not billed
source-stock-consumables_unstated = Stock used: consumables, billing not stated
