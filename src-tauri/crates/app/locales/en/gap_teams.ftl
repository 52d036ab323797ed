# Payment, charge and cost by physician group
table-gap_teams = Payment, charge and cost by physician group
field-team = Physician group
column-team = Physician group
row-team_unknown = Not stated
note-gap_teams_rule = A payment gap must not become a limit, the pay or a bonus of a single doctor: payment standards must not serve as limits or pay targets of single doctors (医保办发〔2024〕9号, 2024-07-23; from a summary, the original has not been checked). This table stops at physician groups and lists no doctor; put a group of one doctor into another group of its department in the discharge file before importing it.
note-gap_teams_unit = A physician group stands under its discharge department; groups of the same name in two departments are not added up. Cases whose file names no group stand in a row of their own.
note-gap_teams_none = The discharges have no physician group column, or nothing stands in it, so they cannot be divided: add a column 医疗组 (or 诊疗组) to the discharge file and import it again.
column-department = Discharge department
scenario-bonus_no_doctor = No. { $number } “{ $lever }” ({ $value }): a bonus may be planned for a department or physician group as a whole; do not break it down to single doctors by the payment gaps of their cases. Payment standards must not serve as limits or pay targets of single doctors (医保办发〔2024〕9号, 2024-07-23; from a summary, the original has not been checked). Share it by workload, difficulty and quality instead.
