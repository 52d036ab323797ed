# Coding review: money between sibling groups
view-payment_recoding = Coding review
table-recoding = What a corrected code is worth
column-group = Group
column-sibling = Sibling group
column-sibling_name = Name of the sibling
column-compared_cases = Cases compared
column-paid_now = Paid now
column-paid_then = Paid in the sibling
column-recoding_per_case = Difference per case
column-one_in_hundred = Difference per 1% of the cases
column-nearer_cases = Cases nearer to the sibling
note-recoding_rules = The group's cases are settled again in another group of the same core group (ADRG) or main diagnosis, by all rules of the pack (outlier limits, coefficients, patient share). Groups come with the files; this program does not group. A positive figure is money not received for a complication that was not recorded or a wrong main diagnosis; a negative one is what a code without ground in the record would have to be paid back.
note-recoding_not_added = The lines are alternatives and must not be added. "Difference per 1% of the cases" = whole difference × 1%: the money if a review finds that 1% of the cases belong to the sibling. Only a review of the records tells the true share; ask the medical records office and the coders.
note-recoding_nearer = "Nearer to the sibling" counts cases whose charge and stay both lie nearer to the sibling's means than to their own group's. It chooses which records to look at first and is no ground for another code.
note-recoding_compliance = Codes follow the medical record only. Upcoding, splitting stays and billing up to a limit are violations that lead to recovery and penalties (Regulations on the Supervision of the Use of Healthcare Security Funds, State Council Decree No. 735; from memory, not compared with the original). This table must not serve as a coding target.
note-recoding_alone = The codes of { $count } groups show no siblings; they were not compared.
note-recoding_cut = { $count } groups have more than { $most } siblings; only the next { $most } were compared.
reason-no_group_means = The pack states no mean charge and stay for these two groups
trace-recoding_now = Paid now for the cases of { $from }
trace-recoding_then = Paid if they stood in { $to }
trace-recoding_difference = Whole difference { $from } → { $to }
trace-recoding_per_case = Difference per case { $from } → { $to }
trace-recoding_one_in_hundred = Difference per 1% of the cases { $from } → { $to }
trace-recoding_cases = Cases compared
trace-recoding_share = Share of the cases
trace-recoding_case = Case in row { $row } ({ $group }) settled in the sibling
