## Regional pool, patient share and break-even cases

lever-regional_pool = Closed regional pool (our share of points)
scenario-share_outside = { $lever } must lie between 0 and 100% (it is { $value }); not applied
scenario-second_pool = { $lever } is set more than once ({ $value }); only the first counts. Remove the others.
scenario-closed_pool = With the region's pool and the other hospitals' points unchanged: our share of points is { $value }, so the point value is multiplied by { $factor }. This is a formula, not any region's clearing rule; the real point value comes with the yearly clearing.
payment-patient_share_exceeds_charge = In { $cases } cases paid by item the patient's share exceeds the charge, by { $amount } yuan together; the fund pays 0 there and the revenue is the charge. Check the column of the patient's share.
column-priced_cases = Cases with a price
