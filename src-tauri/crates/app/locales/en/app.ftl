# Common names: cost items, funding, unit classes, cost levels, levers, pages, forms, headline figures
item-labour = Labour
item-consumables = Medical consumables
item-drugs = Drugs
item-depreciation = Depreciation
item-amortisation = Amortisation
item-risk_fund = Medical risk fund
item-other = Other running costs

funding-operating = Own funds and basic government grant
funding-fiscal_project = Government project grant
funding-other_project = Project grants of other bodies
funding-research_teaching = Research and teaching
funding-non_medical = Other (disposals, transfers and the like)

class-administration = Administration
class-medical_support = Medical support
class-medical_technology = Medical technology
class-clinical = Clinical

level-medical_business = Medical operating cost
level-medical = Medical cost
level-medical_full = Medical full cost
level-hospital_full = Hospital full cost

lever-length_of_stay = Mean length of stay
lever-cmi_by_mix = CMI (by case mix)
lever-cmi_by_coding = CMI (by coding only)
lever-price = Payment price
lever-volume = Volume (discharges)
lever-wage = Wage level
lever-drug_price = Drug prices
lever-material_price = Consumables prices
lever-fixed_cost = Fixed cost (period computed)

page-overview = Overview
page-data = Data
page-costing = Costing
page-case_types = Case types
page-payment = Payment
page-break_even = Break-even
page-scenarios = Scenarios
page-reports = Reports

form-departments = Departments
form-accounts = Account map
form-ledger = Ledger of cost
form-staff = Staff and pay
form-assets = Asset register
form-stock = Stock movements
form-drivers = Allocation drivers
form-workload = Workload
form-revenue = Medical income
form-other_income = Subsidy and other income
form-cases = Discharges

kpi-surplus = Surplus
kpi-inpatient_gap = Case gap (payment less cost)
kpi-inpatient_revenue = Inpatient payment
kpi-inpatient_cost = Inpatient case cost
kpi-contribution = Contribution margin
kpi-break_even = Break-even volume
kpi-margin_of_safety = Margin of safety
kpi-cmi = CMI
kpi-los = Mean length of stay
kpi-cases = Discharges

app-synthetic = Demonstration data, all invented; no hospital's and no area's.
app-basis_level = Cost level: { $level }
app-basis_policy = Payment rules: { $pack ->
   *[other] { $pack_en }
}; least certain value: { $certainty }
app-basis_run = Run: { $run }
app-cost_given = No ledger of cost: case costs come from the file, without departments or cost items; break-even needs a stated fixed share in the settings.
app-source = Source: { $hospital }, { $period }, run { $run }
app-source_synthetic = Demonstration data (invented): { $hospital }, { $period }, run { $run }
app-scenario_bridge = What each change does to the surplus
app-scenario_named = Scenario: { $name }
table-batches = Imported data and their balance
column-batch = Batch
column-form = Form
column-file = File
column-sheet = Sheet
column-period = Period
column-rows = Rows
column-imported = Imported
column-rejected = Rejected
column-skipped = Skipped
column-formulas = Formula values
column-field = Amount field
column-file_total = Total in file
column-amount_imported = Amount imported
column-amount_rejected = Amount rejected
note-main_amount = Amounts are those of each form's first amount field; the others stand on the balance shown at the import.


error-no_project = No project is open. Make or open one first, or open the demonstration hospital.
error-no_policy = The project has no payment rules, so payment cannot be computed. Choose a policy pack on the Payment page.
error-no_file = The file chosen is not known any more. Choose it again.
error-file = “{ $file }” cannot be read or written: { $detail }. Check that it exists, is not open elsewhere, and that you may use it.
error-plan = The plan file “{ $file }” is wrong: { $detail }. Correct it after the template import/plan.toml.
error-pack = The policy pack cannot be read: { $detail }. Choose the pack again.
error-identity = The result cannot be written as text: { $detail }. Send this line to support.
error-not_recent = This project is not in the recent list any more. Use Open and choose the project file.
error-period = “{ $text }” is no period. Write 2025 or 2025-03.
error-number = “{ $text }” is no number. Write it like 7.2 or 5%.
error-lever = There is no lever called “{ $lever }”.
error-page = There is no page called “{ $page }”. Pages: overview, data, costing, case_types, payment, break_even, scenarios, reports.
error-form = An import form of the program is faulty: { $detail }. Install the program again.
error-no_such_form = There is no import form called “{ $form }”. Choose one of the list.
error-no_form = No sheet of “{ $file }” is recognised: headings of required columns are missing. Use the import template, or say yourself which column is which field.
error-no_form_fits = No form fits; choose one.
error-mapping = The mapping file “{ $file }” is wrong: { $detail }. It needs form and [choice].
error-no_heading = “{ $file }” has no column headed “{ $heading }”. Check the mapping file.
error-unit = “{ $unit }” is no unit of amounts. Units: thousand, ten_thousand, million, hundred_million.
error-no_templates = The templates folder is not found. Name it with --templates or YINGHENG_TEMPLATES.
error-write = “{ $file }” cannot be written: { $detail }. Close the program that has it open and try again.

cli-baseline = baseline
cli-change = change
cli-batch = Batch { $id } { $form } ({ $sheet }): { $rows } rows = { $imported } imported + { $rejected } rejected + { $skipped } skipped
cli-amount = { $field }: file { $total } yuan, imported { $imported }, rejected { $rejected }
cli-more_issues = { $count } more issues: see the Data page or --json.
