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
lever-fixed_cost = Fixed cost

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
