## Regional pool, patient share and break-even cases

lever-regional_pool = Closed regional pool (our share of points)
payment-patient_share_exceeds_charge = In { $cases } cases paid by item the patient's share exceeds the charge, by { $amount } yuan together; the fund pays 0 there and the revenue is the charge. Check the column of the patient's share.
column-priced_cases = Cases with a price
