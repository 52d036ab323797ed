# 追溯:分配参数、未分配、未归集 / explanations of driver values and of what was not placed
trace-line_cases_carried = 病例成本（基期）
trace-driver_of = { $name }（{ $code }）的参数值
trace-driver_row = 参数 { $driver }:{ $unit }
trace-driver_case = 出院病例,第 { $row } 行
trace-yuan_per_fen = 元与分的换算
