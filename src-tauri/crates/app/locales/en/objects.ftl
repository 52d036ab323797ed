# Service items, activities, capacity; bed-days and visits

## Import

form-service_items = Service items
form-activities = Activities and resource drivers
form-activity_volumes = Activity drivers
form-capacity = Capacity of resources
form-capacity_use = Minutes of pathways
checks-form_service_items = service items
checks-form_activities = activities and resource drivers
checks-form_activity_volumes = activity drivers
checks-form_capacity = capacity of resources
field-price = Price
field-revenue = Item revenue
field-minutes = Minutes per service or case
field-equivalent = Cost equivalent
field-activity = Activity code
field-direct_amount = Amount traced directly
field-driver_volume = Driver volume
field-resource = Resource code
field-cost_source = Source of cost
field-member = Role or asset number
field-stated_cost = Stated cost
field-practical_minutes = Practical capacity (minutes)
field-used_minutes = Used capacity (minutes)
field-pathway_cases = Cases
field-pathway = Pathway code
accept-duplicate_service_item = Unit and service item “{ $value }” occur twice: row { $row } repeats row { $first } and was not imported. Merge them into one row.
accept-duplicate_activity = Activity record “{ $value }” occurs twice: row { $row } repeats row { $first } and was not imported. Merge them into one row.
accept-duplicate_resource = Resource or pathway “{ $value }” occurs twice: row { $row } repeats row { $first } and was not imported. Merge them into one row.
accept-repeated_service_item = Unit and service item “{ $value }” stand in row { $first } of { $file }, imported earlier; row { $row } is not counted again.
accept-repeated_activity = Activity record “{ $value }” stands in row { $first } of { $file }, imported earlier; row { $row } is not counted again.
accept-repeated_resource = Resource or pathway “{ $value }” stands in row { $first } of { $file }, imported earlier; row { $row } is not counted again.

## Trouble while costing

costing-not_an_item_unit = Unit “{ $name }” ({ $department }) is neither clinical nor technical; its cost has been passed on, so its service items cannot be costed. List the items under the clinical or technical unit that carries them out.
costing-items_do_not_cover_revenue = Unit “{ $name }” ({ $department }): its listed items brought in { $items } yuan, the revenue form says it carried out { $revenue } yuan (without drugs and billed consumables); they differ by more than 5 %. If items are missing, the listed ones carry all of the cost and look too dear. Complete the items or check the revenue.
costing-drugs_left_in_items = Unit “{ $name }” ({ $department }) has drugs of { $amount } yuan which the account map does not carve out; they stay in the cost of its items. If they are billed, carve them out in the account map.
costing-activity_of_unknown_item = Activity drivers of unit { $department } name the item “{ $value }”, which is not among its service items ({ $count } rows); activity-based costing is not possible there. Add the item or correct the code.
costing-unknown_activity = Activity drivers of unit { $department } name the activity “{ $value }”, which has no resource drivers ({ $count } rows); activity-based costing is not possible there. Add the activity to the form of resource drivers.
costing-unknown_resource = Pathways name the resource “{ $resource }”, which is not in the capacity form ({ $count } rows); these pathways cannot be costed. Add the resource or correct the code.
costing-capacity_overused = Resource “{ $name }” ({ $resource }) used { $used } minutes, more than its practical capacity of { $practical }; { $over } minutes of over-use are shown as negative unused capacity. Check capacity and minutes.
costing-pathways_use_more = Pathways take { $pathways } minutes of resource “{ $name }” ({ $resource }), more than the { $used } minutes stated as used (practical { $practical }). The stated minutes are used; please check.
costing-no_resource_cost = Resource “{ $name }” ({ $resource }): no pay or asset charge is found for it in unit { $department }, so it has no rate. Check role, asset number and unit, or state the amount.
costing-pathway_volumes_differ = Pathway “{ $name }” ({ $pathway }) has different volumes on its resources; its total is not computed. Give one volume.
costing-unfinished_month = { $period } has discharges up to day { $day } of { $days } only and is taken as unfinished: calendar days count up to day { $day }. If the month is over, check whether the discharges are complete.
costing-work_after_cost = { $count } rows of workload lie after the last month with cost ({ $period }): { $visits } visits and { $bed_days } bed-days are not counted, as they would make visits and bed-days look too cheap. Bring in the ledger or remove the rows.
costing-bed_days_not_yet = Unit “{ $name }” ({ $department }) states { $stated } bed-days for the last month, more than its open beds could have had up to day { $day }; { $counted } are counted. If beds were added, correct the open beds.

## Reasons

reason-unknown_item_unit = unit { $department } is not in the department file
reason-not_an_item_unit = { $department } is neither clinical nor technical; its cost has been passed on
reason-items_without_parameter = { $department }: { $count } of { $of } items lack what “{ $method }” needs ({ $items }); the others would be charged too much, so nothing is computed
reason-no_item_parameter = { $department }: the parameters of “{ $method }” add up to 0
reason-no_item_volume = item “{ $item }” was never done, so it has no unit cost
reason-no_activities = no activities were imported for { $department }
reason-activity_of_unknown_item = { $department }: activity drivers name item { $item }, which is not among the service items
reason-unknown_activity = { $department }: activity { $activity } has no resource drivers
reason-no_activity_volume = { $department }: activity “{ $activity }” has cost but no driver volume
reason-no_resource_driver = { $department }: no resource driver for { $item }
reason-traced_beyond_pool = { $department }: more { $item } is traced to activities than the unit has
reason-no_executed_revenue = the revenue form has no revenue carried out by this unit
reason-no_price = no price
reason-no_open_beds = open beds are not known
reason-no_resource_cost = { $resource }: no { $source } found in unit { $department }
reason-no_practical_capacity = { $resource }: practical capacity is 0
reason-unknown_resource = resource { $resource } is not in the capacity form
reason-pathway_volumes_differ = { $pathway }: volumes differ between resources
reason-negative_slope = cost falls as volume rises; it cannot be split into fixed and variable
reason-few_points = only { $count } periods; a regression needs at least { $fewest }
reason-equal_volumes = volume is the same in all periods; nothing to split by

## Tables

view-costing_service_items = Service items
view-costing_time_driven = Time-driven costing
table-bed_day_composition = What a bed-day is made of
table-visit_composition = What a visit is made of
table-item_pools = Cost the service items of a unit carry
table-service_items = Unit cost of service items, five methods side by side
table-service_item_totals = Total cost of service items
table-service_item_composition = Composition of service items, against the price
table-activities = Activities
table-capacity = Capacity of resources and what is unused
table-pathways = Pathways by time
column-unit_cost_without_drugs_and_billed = Unit cost without drugs and billed consumables
column-occupancy = Bed occupancy
column-item_share = Share of { $item }
column-costing_unit = Unit
column-after_level2 = Cost after level 2
column-carved = Less drugs and billed consumables
column-item_pool = Cost of the items
column-item_count = Items
column-item_revenue = Item revenue
column-executed_revenue = Revenue carried out (without drugs and billed consumables)
column-coverage = Item revenue of revenue carried out
column-price = Price
column-item_volume = Volume
column-unit_cost_by = Unit cost: { $method }
column-difference_by = Price less cost: { $method }
column-total_by = Total cost: { $method }
column-item_method = Method
column-price_difference = Price less cost
column-price_margin = Margin on price
column-traced = Of which traced
column-activity_volume = Activity driver volume
column-activity_rate = Cost per driver unit
column-resource_cost = Resource cost
column-practical_minutes = Practical minutes
column-minute_rate = Rate (yuan per minute)
column-used_minutes = Used minutes
column-used_cost = Cost of used capacity
column-unused_minutes = Unused minutes
column-unused_cost = Cost of unused capacity
column-use_rate = Use of capacity
column-remark = Remark
column-minutes_per_case = Minutes per case
column-pathway_cost = Cost per case
capacity-overused = Over-use: more used than available
item_method-activity = activity-based
item_method-equivalent = equivalents
item_method-minutes = ratio by minutes
item_method-workload = ratio by counts
item_method-revenue = ratio by revenue
resource_source-staff = pay
resource_source-assets = asset charge
resource_source-stated = stated amount
object-bed_day = bed-day
object-visit = visit
note-actual_bed_days = Bed-days are those really occupied, not beds × days; occupancy = bed-days ÷ (open beds × calendar days the data cover).
note-without_billed = Billed consumables are those the unit used itself and those technology passed on at level 3.
note-closed_by_row = The seven items are closed to the unit cost by largest remainder.
note-item_pool = Cost of the items = cost after level 2 less drugs less separately billed consumables; level 3 does not enter items.
note-method_from_memory = Methods for service items follow secondary sources on 国卫财务发〔2021〕4号; compare with the original before reporting officially.
note-revenue_ratio_is_blind = The ratio by revenue gives every item of a unit the same cost to revenue, so it cannot show which item loses money; look at the other methods.
note-incomplete_parameters = Where one item lacks what a method needs, the method is not computed for the unit: the other items would carry too much.
note-closed_to_pool = Totals are closed by largest remainder and add up to the cost of the unit's items to the fen.
note-best_item_method = For each unit the method that tells items apart best and that its data allow: activity-based, equivalents, minutes, counts, revenue.
note-activities = Cost of an activity = what is traced + its part of the rest by resource driver; it reaches items by activity driver.
note-unused_capacity = Unused capacity stands on its own and enters no case or item; used + unused = resource cost.
note-time_driven = Rate = resource cost ÷ practical minutes. A resource costs what its named source says, which is not the cost of the unit.
note-pathway = Pathway cost = Σ rate × minutes per case, without drugs and consumables.

## Why

trace-object_unit_cost = { $name }: cost per { $kind }
trace-object_without_drugs = { $name }: cost per { $kind } without drugs
trace-object_without_drugs_and_billed = { $name }: cost per { $kind } without drugs and billed consumables
trace-object_cost = { $name }: { $kind } cost in all
trace-object_cost_without_drugs = { $name }: { $kind } cost without drugs
trace-object_cost_without_both = { $name }: { $kind } cost without drugs and billed consumables
trace-object_billed = { $name }: billed consumables in { $kind } cost
trace-object_count = { $name }: number of { $kind }s
trace-object_occupancy = { $name }: bed occupancy ({ $kind })
trace-object_ordered_part = { $name }: revenue ordered for these patients ({ $kind })
trace-object_ordered_all = { $name }: all revenue ordered ({ $kind })
trace-object_split = { $name }: part that goes to { $kind }s
trace-object_open_bed_days = { $name }: open bed-days ({ $kind })
trace-workload_row = Workload { $period }
trace-work_not_counted = Not counted: after the last day with cost
trace-open_beds = Open beds
trace-calendar_days = Calendar days the data cover
trace-unit_billed = { $name }: billed consumables in full cost
trace-item_after_level2 = { $name }: cost after level 2
trace-item_carved = { $name }: drugs and billed consumables
trace-item_pool = { $name }: cost of the service items
trace-item_revenue = { $name }: revenue of the items
trace-item_executed = { $name }: revenue carried out (without drugs and billed consumables)
trace-item_coverage = { $name }: item revenue of revenue carried out
trace-item_parameters = { $name }: parameters of all items ({ $method })
trace-billable_price = { $name }: price
trace-billable_volume = { $name }: volume
trace-billable_revenue = { $name }: revenue
trace-billable_minutes = { $name }: minutes per service
trace-billable_equivalent = { $name }: cost equivalent
trace-billable_parameter = { $name }: parameter
trace-billable_share = { $name }: share
trace-billable_total = { $name }: total cost
trace-billable_unit_cost = { $name }: unit cost
trace-billable_difference = { $name }: price less unit cost
trace-billable_margin = { $name }: margin
trace-activity_cost = Cost of activity “{ $name }”
trace-activity_volume = Driver volume of activity “{ $name }”
trace-activity_rate = Cost per driver unit of activity “{ $name }”
trace-activity_use = Use of activity “{ $name }”
trace-activity_row = Activity driver: item { $item }
trace-activity_traced = Traced to “{ $name }”
trace-activity_all_traced = Traced to all activities
trace-activity_rest = Spread by resource driver
trace-activity_part_of_rest = Its part
trace-resource_share = Share of the resource driver
trace-resource_driver = Resource driver of this activity
trace-resource_driver_total = Resource driver of all activities
trace-own_activity_volume = Activity driver of this item
trace-activity_share = Share of the activity driver
trace-time_cost = { $name }: resource cost
trace-time_practical = { $name }: practical minutes
trace-time_rate = { $name }: rate (yuan per minute)
trace-time_rate_fen = { $name }: rate per minute
trace-time_used = { $name }: used minutes
trace-time_unused = { $name }: unused minutes
trace-time_used_cost = { $name }: cost of used capacity
trace-time_unused_cost = { $name }: cost of unused capacity
trace-time_use_rate = { $name }: use of capacity
trace-time_pathway_minutes = Minutes of pathway “{ $name }”
trace-time_person = Pay: { $role }, row { $row } (basic, performance, insurance)
trace-time_asset = Asset charge: { $code } { $name }
trace-time_stated = Stated cost
trace-minutes_per_case = Minutes per case
trace-pathway_cases = Cases
trace-fen_to_yuan = 分 to yuan
trace-pathway_cost = Pathway “{ $name }”: cost per case
trace-pathway_total = Pathway “{ $name }”: total cost
trace-pathway_use = Use of resource “{ $name }”
