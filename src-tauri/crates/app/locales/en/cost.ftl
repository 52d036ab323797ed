# Gathering, allocation, costing and data checks


## Allocation

allocation-unknown_department = Unit “{ $department }” of the cost ledger is not in the department file ({ $count } rows, { $amount } yuan in all); the amount is kept as “not allocated”. Add the unit to the department file or correct the code in the ledger.
allocation-unknown_account = Account “{ $account }” of the cost ledger has no cost item ({ $count } rows, { $amount } yuan in all); the amount is kept as “not allocated”, under other running costs. Add the account to the account map.
allocation-carve_out_passed_on = Unit “{ $name }” ({ $department }) is neither clinical nor medical technology but holds { $amount } yuan of drugs or billed consumables; they are spread with the unit’s other cost and do not reach the drug or consumables service unit. Book them to the clinical or technology unit that used them.
allocation-negative_driver = The driver “{ $driver }” of unit “{ $name }” ({ $department }) is negative ({ $value }); it counts as 0 and the unit receives nothing. Check the driver, for example refunds above charges.
allocation-no_driver = The cost of unit “{ $name }” ({ $department }), { $amount } yuan, cannot be spread at level { $level }: the driver “{ $driver }” is zero or missing for every receiving unit. The amount is kept as “not allocated”. Import the driver or choose another one in the settings.
allocation-no_rule = The cost of unit “{ $name }” ({ $department }), { $amount } yuan, cannot be spread at level { $level }: the settings hold no rule for the unit or its class. The amount is kept as “not allocated”. Choose a driver for it in the settings.
allocation-driver_headcount = headcount
allocation-driver_bed_days = occupied bed-days
allocation-driver_visits = outpatient and emergency visits
allocation-driver_executed_revenue = revenue carried out
allocation-driver_ordered_revenue = revenue ordered

## Costing

costing-no_revenue = Service unit “{ $name }” ({ $unit }) has a cost of { $amount } yuan but revenue of { $revenue } yuan: its cost-to-charge ratio cannot be computed, nor the cost of cases charged there. Check the service units in the revenue file or the service unit of the departments.
costing-ratio_outside = The cost-to-charge ratio of service unit “{ $name }” ({ $unit }) is { $ratio } (cost { $amount } yuan, revenue { $revenue } yuan), outside the usual 0.3–3. Check how departments, accounts and fees are mapped to service units.
costing-no_service_unit = Unit “{ $name }” ({ $department }) belongs to no service unit; its cost of { $amount } yuan is not in any service unit. Fill in the service unit in the department file.
costing-unknown_service_unit = The service unit “{ $unit }” of unit “{ $name }” ({ $department }) is not in the settings; its cost of { $amount } yuan is not in any service unit. Correct the code or add the service unit in the settings.
costing-service_unit_ignored = Administration or support unit “{ $name }” ({ $department }) names service unit “{ $unit }”; it is not used, because the unit’s cost reaches clinical and technology units by allocation.
costing-unknown_carve_out = { $amount } yuan that the account map carves out to service unit “{ $unit }” has nowhere to go: the settings hold no such unit, so it stays with the using units. Correct the account map or add the service unit.
costing-unknown_revenue_unit = Service unit “{ $unit }” of the revenue file is not in the settings ({ $count } rows, { $amount } yuan in all); this revenue is in no cost-to-charge ratio. Correct the code or add the service unit in the settings.
costing-unmapped_fee_line = Fee line “{ $fee_line }” leads to no service unit ({ $count } cases, { $amount } yuan in all); these charges were not turned into cost. Choose its service unit in the settings.
costing-fee_line_unknown_unit = Fee line “{ $fee_line }” is mapped to service unit “{ $unit }”, which is not in the settings ({ $count } cases, { $amount } yuan in all); these charges were not turned into cost. Correct the mapping.
costing-case_charges_exceed_revenue = The case charges of service unit “{ $name }” ({ $unit }) add up to { $charges } yuan, more than its inpatient revenue of { $revenue } yuan; the cases would carry more than the unit’s cost. Check that the periods agree and the revenue file is complete.
costing-no_fee_detail = { $count } cases have a total charge but no fee line that leads to a service unit; their cost cannot be computed. Bring in the fee lines or map them.
costing-given_cost_used = { $count } cases keep the cost given in the file instead of a cost from charges.
costing-given_cost_not_adjusted = { $count } cases keep the cost given in the file; it has no cost items, so the scenario’s changes of wages and prices do not reach them.
costing-workload_not_clinical = Unit “{ $name }” ({ $department }) is not clinical; its { $visits } visits and { $bed_days } bed-days do not enter visit and bed-day cost, because its cost has moved on to clinical units.
costing-no_workload = Clinical unit “{ $name }” ({ $department }) has a cost of { $amount } yuan but neither visits nor bed-days; it is not in visit or bed-day cost. Complete the workload file.
costing-visits_and_bed_days = Unit “{ $name }” ({ $department }) has both visits and bed-days; its cost was split by the revenue it ordered, { $share } % to outpatients. Better make clinic and ward two costing units.
costing-no_revenue_split = Unit “{ $name }” ({ $department }) has both visits and bed-days but no ordered revenue to split its cost by; its visit and bed-day cost cannot be computed. Complete the revenue file or make clinic and ward two costing units.

## Checks

checks-form_staff = staff and pay
checks-form_assets = asset register
checks-form_stock = stock movements
checks-form_drivers = allocation drivers
checks-form_workload = workload
checks-form_revenue = medical revenue
checks-form_cases = discharged cases
checks-form_ledger = cost ledger
checks-form_other_income = subsidy and other income
checks-unknown_department = { $count } rows of “{ $form }” name units that are not in the department file ({ $distinct } in all: { $codes }). Add them to the department file or correct the codes.
checks-duplicate_department = The department file holds codes twice ({ $count } rows, { $distinct } codes: { $codes }). Remove or correct the repeated rows.
checks-duplicate_account = The account map gives one account two meanings ({ $count } rows, { $distinct } accounts: { $codes }); the first row is used. Keep one row.
checks-duplicate_asset = The asset register holds the same asset of one unit twice ({ $count } rows, { $distinct } assets: { $codes }); its charge may count twice. Please check.
checks-duplicate_driver = The same driver stands more than once for a unit ({ $count } rows, { $distinct } drivers: { $codes }); the values are added up. Remove the extra rows if they are a mistake.
checks-duplicate_case = { $count } cases repeat a stay’s identifier; the same stay may have been imported twice. Please check.
checks-source_differs_from_ledger = { $item }: the cost ledger says { $ledger } yuan, “{ $form }” says { $source } yuan, a difference of { $difference } yuan. The ledger counts; check scope and period of both.
checks-stock_unbalanced = In { $count } stock rows opening + receipts − issues − write-offs is not closing ({ $amount } yuan of differences in all; { $distinct } items: { $codes }). Please check the stock file.
checks-bed_days_differ = The cases’ days of stay add up to { $cases }, the workload file has { $workload } occupied bed-days. The two measure different patients; when they are far apart, check periods and completeness.
checks-fee_lines_above_charge = In { $count } of { $cases } cases the fee lines add up to more than the total charge ({ $amount } yuan in all). Often an “of which” line was imported as a line of its own.
checks-fee_lines_below_charge = In { $count } of { $cases } cases the fee lines add up to less than the total charge ({ $amount } yuan in all); the missing part was not turned into cost. Check whether a fee column was left out.
checks-cost_without_revenue = { $count } clinical or technology units have cost but neither order nor carry out anything in the revenue file ({ $codes }; { $distinct } in all). Check the revenue file or the unit codes.
checks-stay_of_no_days = { $count } cases have a stay of 0 days. That is normal for day cases; if the value is missing, complete it, or cost that follows bed-days comes out too low.
checks-stay_over_a_year = { $count } cases have a stay of more than 365 days. Check their admission and discharge dates.
checks-outside_period = { $count } rows of “{ $form }” do not belong to the period { $period }; they are computed with all the same. Confirm the period or leave out the import batches that do not belong.

## Reasons

reason-no_driver = driver zero or missing
reason-no_rule = no allocation rule
reason-unknown_department = unit not in the department file
reason-unknown_account = account without a cost item
reason-no_service_unit = unit without a service unit
reason-unknown_service_unit = service unit not in the settings
reason-no_revenue = service unit { $unit } has no revenue, so there is no cost-to-charge ratio
reason-no_ledger = no cost ledger to compute from
reason-no_workload = no workload to divide by
reason-no_revenue_split = unit { $department } has no ordered revenue to split outpatients from inpatients by
reason-no_fee_detail = the case has a total charge but no fee line to turn into cost
