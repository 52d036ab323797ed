# Catalogue of levers, and scenarios

lever-stay_over_path = Days beyond the pathway
lever-day_surgery = Day surgery
lever-rehab_transfer = Transfer to rehabilitation
lever-cmi_by_technique = CMI (new technique)
lever-cmi_by_elasticity = CMI (by a stated elasticity)
lever-coding_correction = Correction of coding
lever-new_service = New service
lever-bed_service = Service by bed
lever-high_outliers = Share of high outliers
lever-low_outliers = Share of low outliers
lever-refusals = Refusal rate
lever-special_review = Special-case review
lever-new_technology = New technology paid separately
lever-fund_use = Use of the outpatient fund
lever-headcount = Headcount
lever-expert_sourcing = Experts by the session
lever-bonus_share = Bonus from surplus
lever-drug_tender = Drug tender
lever-material_tender = Consumables tender
lever-unit_price = Price of one article
lever-purchase_price = Central purchasing
lever-cost_share = Drug and consumables share
lever-spd_days = Stock days (SPD)
lever-pathway = Drug rule of a pathway
lever-indication_check = Indication check
lever-mutual_recognition = Mutual recognition of results
lever-case_cost = Variable cost of a group
lever-equipment_use = Use of equipment
lever-equipment_share = Shared equipment
lever-equipment_lease = Leased equipment
lever-equipment_per_use = Equipment paid by use
lever-energy = Energy saved
lever-outsourcing = Contract price
lever-account_cost = Cost of an account
lever-added_income = Added income
lever-double_charge = Double charges stopped
lever-split_admission = Split admissions stopped
lever-readmission = 30-day readmissions
lever-complication = Complications
lever_meaning-length_of_stay = Mean stay of the hospital or of a group reaches a target: cost that follows days falls and bed-days are free. Free days are worth something only where patients wait for them.
lever_formula-length_of_stay = Cost that follows days × target ÷ present; cases refilled = min(share × days freed ÷ mean stay, patients waiting).
lever_meaning-cmi_by_mix = The same number of cases, tilted towards heavier groups; cost moves with them.
lever_formula-cmi_by_mix = Factor of a group’s cases = 1 + λ(weight − CMI), λ = (target − CMI) ÷ variance of weights.
lever_meaning-cmi_by_coding = The same patients, coded in full: payment moves, cost does not. Only as the record says; upcoding and splitting break the rules.
lever_formula-cmi_by_coding = Weight factor = target CMI ÷ present CMI.
lever_meaning-price = Base rate, point value or tariff moves; for all, one payer scheme or one group.
lever_formula-price = Price × (1 + change).
lever_meaning-volume = Discharges move; for all or one group. Never beyond the open beds.
lever_formula-volume = Cases × (1 + change); variable cost follows.
lever_meaning-wage = Labour cost moves; for all, one department or one service unit.
lever_formula-wage = Labour cost × (1 + change).
lever_meaning-drug_price = Drug prices move, bills do not.
lever_formula-drug_price = Drug cost × (1 + change).
lever_meaning-material_price = Prices of consumables move, bills do not.
lever_formula-material_price = Consumables × (1 + change).
lever_meaning-fixed_cost = Fixed cost added or saved in the period computed.
lever_formula-fixed_cost = Change of cost = amount stated.
lever_meaning-regional_pool = The region’s budget is closed: more points here lower the point value for all.
lever_formula-regional_pool = Factor of the point value = 1 ÷ (1 + our share × growth of our points).
lever_meaning-stay_over_path = Brings stays that exceed the pathway’s standard back to it. Case by case; only the cases beyond the standard move.
lever_formula-stay_over_path = Days saved = Σ (stay − standard, where above 0) × compliance; cost falls by the part that follows bed-days.
lever_meaning-day_surgery = Cases that become day surgery. A stated saving per case stands in place of what the shorter stay saves, so nothing counts twice.
lever_formula-day_surgery = Days freed = cases × (mean stay − day-surgery stay); saving = cases × saving per case, else the cost that follows bed-days.
lever_meaning-rehab_transfer = The end of the stay moves to a rehabilitation hospital: days fall, the bill falls with them, and every case meets the outlier rules again. The other hospital’s margin is not ours.
lever_formula-rehab_transfer = Bill factor = 1 − share of the bill that follows days × (1 − new stay ÷ old stay); payment is computed again by the policy pack.
lever_meaning-cmi_by_technique = A new technique brings cases into groups of higher weight; its consumables, people and fixed cost are stated with it. Training and equipment go under “paid once”.
lever_formula-cmi_by_technique = Weight factor = target CMI ÷ present CMI; cost = cases × (consumables + labour per case) + fixed cost a year.
lever_meaning-cmi_by_elasticity = For claims of the form “CMI up so much, payment up so much”; a row of income that passes no case. The claims contradict one another (see the table of conflicts): calibrate on own data before using one.
lever_formula-cmi_by_elasticity = Income = base × elasticity × (target CMI − earlier CMI) ÷ earlier CMI; without a base, inpatient revenue.
lever_meaning-coding_correction = Cases coded too low, corrected as the record says. Only as the record says, with the audit trail kept.
lever_formula-coding_correction = Income = cases × right payment × share lost; without a right payment, present mean ÷ (1 − share lost); less the cost of audit.
lever_meaning-new_service = A service that is new: special clinics, check-ups, online follow-up, chronic-disease packages. Income and cost stand in rows of their own.
lever_formula-new_service = Income = units × price; cost = units × variable cost per unit + fixed cost a year.
lever_meaning-bed_service = Wards paid by the bed: elderly care, private rooms. Occupancy cannot exceed 100%.
lever_formula-bed_service = Income = beds × price periods × occupancy × (price − price displaced); cost = bed periods × variable cost + fixed cost a year.
lever_meaning-high_outliers = A lower share of high-outlier cases (for instance by joint rounds). The money of a point may be stated; otherwise the present cases tell it.
lever_formula-high_outliers = Income = (share before − share after) × 100 × money per point; money per point = cases × 1% × (charge less payment of a high outlier − the same of a normal case).
lever_meaning-low_outliers = Coders and doctors find what the record has and the code left out. Only as the record says.
lever_formula-low_outliers = Income = (share before − share after) × 100 × money per point; money per point = cases × 1% × (standard less payment of a low outlier − the same of a normal case).
lever_meaning-refusals = A lower share of claims refused. Without a base, the fund’s payments of the baseline.
lever_formula-refusals = Income = (rate before − rate after) × amount claimed.
lever_meaning-special_review = Very costly cases put up for individual review and paid as it decides. Local quotas limit their number.
lever_formula-special_review = Income = cases applied for × share accepted × (payment granted − payment otherwise).
lever_meaning-new_technology = A technology settled outside the groups. The cost per case is stated with it.
lever_formula-new_technology = Income = cases × price; cost = cases × cost per case + fixed cost a year.
lever_meaning-fund_use = A larger share of the outpatient pool is used.
lever_formula-fund_use = Income = (use after − use before) × pool; cost = income × variable share.
lever_meaning-headcount = More or fewer people. Without a cost per person, the department’s pay roll says it.
lever_formula-headcount = Cost = change in full-time equivalents × cost of one.
lever_meaning-expert_sourcing = Sessions or retired experts in place of a full-time post.
lever_formula-expert_sourcing = Change of cost = posts × (sessional cost − full-time pay).
lever_meaning-bonus_share = Part of a surplus paid as performance pay. Without a base, the inpatient gap of the group, department or hospital; no surplus, no bonus.
lever_formula-bonus_share = Cost = surplus × share paid out.
lever_meaning-drug_tender = A tender cuts the price of part of the drugs. Without mark-up the bill falls too: payers by item pay less, payers by group do not.
lever_formula-drug_tender = Drug cost factor = 1 + price change × share concerned; billed factor = 1 + price change × share × part the bill follows.
lever_meaning-material_tender = A tender cuts the price of part of the consumables; what is billed for them falls with it.
lever_formula-material_tender = Consumables cost factor = 1 + price change × share concerned; billed factor = 1 + price change × share × part the bill follows.
lever_meaning-unit_price = Another price for one article of known quantity.
lever_formula-unit_price = Saving = (price before − price after) × units; the part paid by item brings that much less income.
lever_meaning-purchase_price = A class of purchases at another price, with known purchases a year.
lever_formula-purchase_price = Change of cost = purchases a year × price change; the part paid by item moves income as much.
lever_meaning-cost_share = A smaller share of drugs and consumables in charges. Do not count the same saving again by prices or use.
lever_formula-cost_share = Change of cost = (share after − share before) × base; without a base, inpatient charges.
lever_meaning-spd_days = Fewer stock days set cash free once; that is no profit. Only the carrying cost saved recurs.
lever_formula-spd_days = Cash released = daily use × (days before − days after); saving a year = released × cost of capital + other savings − service fee.
lever_meaning-pathway = A lower rate of a drug under a pathway rule (antibiotics, for instance).
lever_formula-pathway = Saving = (rate before − rate after) × 100 × money per point × compliance; the part paid by item brings that much less income.
lever_meaning-indication_check = Tests without an indication are stopped. Under payment by group their marginal cost is saved; under payment by item their charge is lost too.
lever_formula-indication_check = Saving = units × marginal cost; income lost = units × charge × share paid by item.
lever_meaning-mutual_recognition = Results of others are accepted and repeats avoided. Computed as the indication check.
lever_formula-mutual_recognition = Saving = units × marginal cost; income lost = units × charge × share paid by item.
lever_meaning-case_cost = The variable cost of a group or department moves as a whole (peer review, a better pathway). Fixed cost does not move.
lever_formula-case_cost = Change of cost = variable cost × change.
lever_meaning-equipment_use = A machine is used more. Use cannot exceed 100%; a discount is given on everything done.
lever_formula-equipment_use = Income = capacity × (use after − use before) × price − discount × price × units after; cost = additional units × variable cost.
lever_meaning-equipment_share = Work goes to a shared platform instead of a second machine. The purchase avoided is cash once, not profit.
lever_formula-equipment_share = Change of cost = units × (transfer price − variable cost saved) − depreciation avoided − upkeep avoided.
lever_meaning-equipment_lease = A yearly rent in place of depreciation and upkeep.
lever_formula-equipment_lease = Change of cost = rent a year − depreciation avoided − upkeep avoided.
lever_meaning-equipment_per_use = A fee for each use in place of owning the machine.
lever_formula-equipment_per_use = Change of cost = fee × uses − depreciation avoided − upkeep avoided.
lever_meaning-energy = What a refit saves a year; its price goes under “paid once”. Part may be promised to the staff.
lever_formula-energy = Change of cost = −saving a year + saving × share to staff.
lever_meaning-outsourcing = A contract at another price.
lever_formula-outsourcing = Change of cost = new price − old price.
lever_meaning-account_cost = The booked cost of an account or item moves by a share; a row of its own, not spread over cases.
lever_formula-account_cost = Change of cost = amount booked × change.
lever_meaning-added_income = Income of a known amount a year: traditional therapies, a subsidy.
lever_formula-added_income = Income = amount a year; less the cost stated.
lever_meaning-double_charge = Double charges stopped before the claim: what falls is the penalty to be expected. Without a history of penalties it cannot be computed.
lever_formula-double_charge = Expected saving = events stopped × (penalised before ÷ events before) × penalty each.
lever_meaning-split_admission = Split admissions stopped: what falls is the penalty to be expected. Without a history of penalties it cannot be computed.
lever_formula-split_admission = Expected saving = events stopped × (penalised before ÷ events before) × penalty each.
lever_meaning-readmission = Fewer readmissions: their cost is saved and their payment lost; the programme’s cost is stated.
lever_formula-readmission = Effect = cases avoided × (cost − payment each) − cost of the programme.
lever_meaning-complication = Fewer complications: their cost is saved and their payment lost; additional staff and the like are stated.
lever_formula-complication = Effect = cases avoided × (cost − payment each) − cost of the programme.

lever_parameter-refill_share = Share of freed days refilled
lever_parameter-demand_cases = Patients waiting, a year
lever_parameter-compliance = Compliance
lever_parameter-stay_after = Day-surgery stay
lever_parameter-saving_per_case = Saving per case
lever_parameter-charge_share = Share of the bill that follows days
lever_parameter-partner_payment = Partner’s payment per case
lever_parameter-partner_cost = Partner’s cost per case
lever_parameter-cases = Cases a year
lever_parameter-consumables_per_case = Consumables per case
lever_parameter-labour_per_case = Labour per case
lever_parameter-fixed_per_year = Fixed cost a year
lever_parameter-elasticity = Elasticity
lever_parameter-cmi_before = CMI before
lever_parameter-base = Base
lever_parameter-loss_share = Share lost
lever_parameter-right_payment = Right payment
lever_parameter-audit_cost_per_case = Audit cost per case
lever_parameter-price = Price
lever_parameter-variable_per_unit = Variable cost per unit
lever_parameter-bed_price = Price per bed and period
lever_parameter-occupancy = Occupancy
lever_parameter-displaced_price = Price displaced
lever_parameter-variable_per_period = Variable cost per bed and period
lever_parameter-periods = Price periods a year (365 days, 12 months)
lever_parameter-share_before = Share before
lever_parameter-money_per_point = Money per point
lever_parameter-rate_before = Rate before
lever_parameter-claimed = Amount claimed
lever_parameter-granted_per_case = Payment granted per case
lever_parameter-paid_per_case = Payment otherwise per case
lever_parameter-acceptance = Share accepted
lever_parameter-cost_per_case = Cost per case
lever_parameter-use_before = Use before
lever_parameter-pool = Pool
lever_parameter-variable_share = Variable share of cost
lever_parameter-cost_per_fte = Cost of one full-time equivalent
lever_parameter-full_time_pay = Full-time pay
lever_parameter-sessional_pay = Sessional cost
lever_parameter-share = Share concerned
lever_parameter-billed_follows = Part the bill follows
lever_parameter-price_before = Price before
lever_parameter-units = Units
lever_parameter-by_item_share = Share paid by item
lever_parameter-purchases = Purchases a year
lever_parameter-days_before = Days before
lever_parameter-daily_use = Daily use
lever_parameter-cost_of_capital = Cost of capital
lever_parameter-service_fee = Service fee a year
lever_parameter-other_savings = Other savings a year
lever_parameter-marginal_cost = Marginal cost
lever_parameter-charge_per_unit = Charge per unit
lever_parameter-capacity_units = Capacity a year
lever_parameter-discount = Discount
lever_parameter-transfer_price = Transfer price
lever_parameter-variable_saved = Variable cost saved per unit
lever_parameter-depreciation_avoided = Depreciation avoided a year
lever_parameter-upkeep_avoided = Upkeep avoided a year
lever_parameter-purchase_avoided = Purchase avoided
lever_parameter-staff_share = Share to staff
lever_parameter-cost_per_year = Cost a year
lever_parameter-penalty_per_event = Penalty each
lever_parameter-penalised_before = Penalised before
lever_parameter-events_before = Events before
lever_parameter-payment_per_case = Payment per case
lever_parameter-programme_cost = Cost of the programme a year

lever_family-stay = Stay and beds
lever_family-mix = Case mix and coding
lever_family-activity = Volume and new services
lever_family-payment = Payment and settlement
lever_family-people = People
lever_family-purchasing = Drugs, consumables, stock
lever_family-usage = Tests and pathways
lever_family-equipment = Equipment
lever_family-overhead = Overheads and other
lever_family-compliance = Compliance and quality

guard-readmission = 30-day readmission
guard-complication = Complication rate
guard-low_outliers = Low-outlier share
guard-refusal = Refusal rate
guard-satisfaction = Patient satisfaction

lever_target-all = Whole hospital
lever_target-group = Case group
lever_target-department = Department
lever_target-scheme = Payer scheme
lever_target-item = Cost item
lever_target-service_unit = Service unit
lever_target-account = Account

lever_unit-days = days
lever_unit-weight = weight
lever_unit-share = %
lever_unit-change = ±%
lever_unit-yuan = yuan
lever_unit-count = number
lever_unit-difference = ± number
lever_unit-factor = factor

