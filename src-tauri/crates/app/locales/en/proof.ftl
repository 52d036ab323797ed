# 追溯:分配参数、未分配、未归集 / explanations of driver values and of what was not placed
trace-line_cases_carried = Cost of the cases as they were
trace-driver_of = Driver value of { $name } ({ $code })
trace-driver_row = Driver { $driver }: { $unit }
trace-driver_case = Discharge, row { $row }
trace-yuan_per_fen = Yuan per fen
