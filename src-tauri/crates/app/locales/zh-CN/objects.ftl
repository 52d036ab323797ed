# 医疗服务项目、作业、产能;床日与诊次

## 导入

form-service_items = 医疗服务项目
form-activities = 作业与资源动因
form-activity_volumes = 作业动因
form-capacity = 资源产能
form-capacity_use = 路径用时
checks-form_service_items = 医疗服务项目
checks-form_activities = 作业与资源动因
checks-form_activity_volumes = 作业动因
checks-form_capacity = 资源产能
field-price = 项目价格
field-revenue = 项目收入
field-minutes = 每次(例)用时(分钟)
field-equivalent = 成本当量值
field-activity = 作业编码
field-direct_amount = 直接计入金额
field-driver_volume = 动因量
field-resource = 资源组编码
field-cost_source = 成本来源
field-member = 岗位类别或资产编号
field-stated_cost = 填列成本
field-practical_minutes = 实际可用产能(分钟)
field-used_minutes = 已用产能(分钟)
field-pathway_cases = 例数
field-pathway = 路径编码
accept-duplicate_service_item = 科室与服务项目“{ $value }”重复:第 { $row } 行与第 { $first } 行相同,第 { $row } 行未导入。请合并为一行。
accept-duplicate_activity = 作业记录“{ $value }”重复:第 { $row } 行与第 { $first } 行相同,第 { $row } 行未导入。请合并为一行。
accept-duplicate_resource = 资源组或路径“{ $value }”重复:第 { $row } 行与第 { $first } 行相同,第 { $row } 行未导入。请合并为一行。
accept-repeated_service_item = 科室与服务项目“{ $value }”在先前导入的 { $file } 第 { $first } 行已有,第 { $row } 行不重复计入。
accept-repeated_activity = 作业记录“{ $value }”在先前导入的 { $file } 第 { $first } 行已有,第 { $row } 行不重复计入。
accept-repeated_resource = 资源组或路径“{ $value }”在先前导入的 { $file } 第 { $first } 行已有,第 { $row } 行不重复计入。

## 核算中的问题

costing-not_an_item_unit = 科室“{ $name }”({ $department })不是临床或医技科室,其成本已分摊出去,无法核算医疗服务项目成本。请把项目列到实际执行的临床或医技科室。
costing-items_do_not_cover_revenue = 科室“{ $name }”({ $department })列入核算的项目收入合计 { $items } 元,医疗收入表中该科室的执行收入(不含药品和单独收费材料)为 { $revenue } 元,相差超过 5%。项目不全时,科室成本会全部压到已列项目上,单位成本偏高;请补全项目或核对收入。
costing-drugs_left_in_items = 科室“{ $name }”({ $department })有药品费 { $amount } 元没有在科目对照中单列,仍留在项目总成本里。若属另行收费的药品,请在科目对照中单列到药品。
costing-activity_of_unknown_item = 作业动因中科室 { $department } 的项目“{ $value }”不在医疗服务项目表里({ $count } 行),该科室不能按作业成本法核算。请补充项目或更正编码。
costing-unknown_activity = 作业动因中科室 { $department } 的作业“{ $value }”没有资源动因({ $count } 行),该科室不能按作业成本法核算。请在“作业与资源动因”中补上该作业。
costing-unknown_resource = 路径用时中的资源组“{ $resource }”不在资源产能表里({ $count } 行),用到它的路径无法计算成本。请补充资源组或更正编码。
costing-capacity_overused = 资源组“{ $name }”({ $resource })已用 { $used } 分钟,超过实际可用产能 { $practical } 分钟,超出 { $over } 分钟,闲置列为负数。请核对可用产能和用时。
costing-pathways_use_more = 资源组“{ $name }”({ $resource })各路径用时合计 { $pathways } 分钟,大于填列的已用产能 { $used } 分钟(可用 { $practical } 分钟)。已用产能按填列数计算,请核对。
costing-no_resource_cost = 资源组“{ $name }”({ $resource })在科室 { $department } 找不到对应的人员薪酬或资产折旧,无法计算产能成本率。请核对岗位类别、资产编号和科室编码,或改为填列金额。
costing-pathway_volumes_differ = 路径“{ $name }”({ $pathway })在不同资源上的例数不一致,总成本不计算。请统一例数。
costing-unfinished_month = { $period } 只有前 { $day } 天有出院数据(全月 { $days } 天),视为未结束的月份:日历天数计到第 { $day } 天。若该月已结束,请核对出院病例是否完整。
costing-work_after_cost = 工作量表有 { $count } 行在最后一个有成本的月份({ $period })之后(门急诊 { $visits } 人次,床日 { $bed_days }),没有计入,否则诊次和床日成本会偏低。请补充支出明细或删除这些行。
costing-bed_days_not_yet = 科室“{ $name }”({ $department })最后一个月填列床日 { $stated },超过开放床位到第 { $day } 天可能发生的床日,按 { $counted } 计入。若属加床,请更正开放床位。

## 原因

reason-unknown_item_unit = 科室 { $department } 不在科室字典里
reason-not_an_item_unit = { $department } 不是临床或医技科室,成本已分摊出去
reason-items_without_parameter = { $department }:{ $of } 个项目中有 { $count } 个没有“{ $method }”所需的参数({ $items });缺参数时其余项目会多摊成本,故不计算
reason-no_item_parameter = { $department }:“{ $method }”所需的参数合计为零
reason-no_item_volume = 项目“{ $item }”没有工作量,无法计算单位成本
reason-no_activities = { $department } 没有导入作业
reason-activity_of_unknown_item = { $department }:作业动因中的项目 { $item } 不在医疗服务项目表里
reason-unknown_activity = { $department }:作业 { $activity } 没有资源动因
reason-no_activity_volume = { $department }:作业“{ $activity }”有成本但没有作业动因量
reason-no_resource_driver = { $department }:{ $item } 没有可用的资源动因
reason-traced_beyond_pool = { $department }:直接计入作业的{ $item }超过科室该项成本
reason-no_executed_revenue = 医疗收入表中没有该科室的执行收入
reason-no_price = 没有价格
reason-no_open_beds = 没有开放床位数
reason-no_resource_cost = { $resource }:在科室 { $department } 找不到{ $source }
reason-no_practical_capacity = { $resource }:实际可用产能为零
reason-unknown_resource = 资源组 { $resource } 不在资源产能表里
reason-pathway_volumes_differ = { $pathway }:各资源上的例数不一致
reason-negative_slope = 工作量增加而成本减少,不能分解为固定与变动成本
reason-few_points = 只有 { $count } 个期间,回归至少需要 { $fewest } 个
reason-equal_volumes = 各期工作量相同,无法分解

## 表

view-costing_service_items = 医疗服务项目
view-costing_time_driven = 时间驱动作业成本
table-bed_day_composition = 床日成本构成
table-visit_composition = 诊次成本构成
table-item_pools = 科室项目总成本
table-service_items = 医疗服务项目单位成本(五种算法对照)
table-service_item_totals = 医疗服务项目总成本
table-service_item_composition = 医疗服务项目成本构成与价格比较
table-activities = 作业成本
table-capacity = 资源产能与闲置成本
table-pathways = 路径时间成本
column-unit_cost_without_drugs_and_billed = 单位成本(不含药品和单独收费材料)
column-occupancy = 床位使用率
column-item_share = { $item }占比
column-costing_unit = 科室
column-after_level2 = 二级分摊后成本
column-carved = 减:药品和单独收费材料
column-item_pool = 项目总成本
column-item_count = 项目数
column-item_revenue = 项目收入
column-executed_revenue = 执行收入(不含药品和单独收费材料)
column-coverage = 项目收入占执行收入
column-price = 价格
column-item_volume = 工作量
column-unit_cost_by = 单位成本:{ $method }
column-difference_by = 价格减成本:{ $method }
column-total_by = 总成本:{ $method }
column-item_method = 算法
column-price_difference = 价格减成本
column-price_margin = 毛利率(占价格)
column-traced = 其中:直接计入
column-activity_volume = 作业动因量
column-activity_rate = 作业动因单位成本
column-resource_cost = 资源成本
column-practical_minutes = 实际可用分钟
column-minute_rate = 单位产能成本率(元/分钟)
column-used_minutes = 已用分钟
column-used_cost = 已用产能成本
column-unused_minutes = 闲置分钟
column-unused_cost = 闲置产能成本
column-use_rate = 产能利用率
column-remark = 说明
column-minutes_per_case = 每例分钟
column-pathway_cost = 每例成本
capacity-overused = 超负荷:已用大于可用
item_method-activity = 作业成本法
item_method-equivalent = 成本当量法
item_method-minutes = 操作时间系数法
item_method-workload = 工作量系数法
item_method-revenue = 收入系数法
resource_source-staff = 人员薪酬
resource_source-assets = 资产折旧
resource_source-stated = 填列金额
object-bed_day = 床日
object-visit = 诊次
note-actual_bed_days = 床日为实际占用床日,不是开放床日;床位使用率=实际占用床日÷(开放床位×数据覆盖的日历天数)。
note-without_billed = 单独收费材料包括本科室领用的和医技科室三级分摊转入的。
note-closed_by_row = 七项按最大余额法封闭到单位成本。
note-item_pool = 项目总成本=二级分摊后成本-药品-单独收费卫生材料;三级分摊不进入项目成本。
note-method_from_memory = 项目成本方法依据对国卫财务发〔2021〕4号的二手资料整理,正式报送前须与原文核对。
note-revenue_ratio_is_blind = 收入系数法按收入分成本,同一科室各项目的成本与收入之比必然相同,看不出哪个项目亏损;判断盈亏请看其他算法。
note-incomplete_parameters = 某算法所需参数有一个项目缺失,该科室的这一算法整体不计算:缺项会使其余项目多摊成本。
note-closed_to_pool = 各项目总成本按最大余额法封闭,合计等于科室项目总成本,分毫不差。
note-best_item_method = 每个科室取数据允许的、最能区分项目的算法,顺序为作业成本法、成本当量法、操作时间、工作量、收入。
note-activities = 作业成本=直接计入+按资源动因分得的其余成本;按作业动因进入项目。
note-unused_capacity = 闲置产能成本单独列示,不计入任何病例或项目;已用成本+闲置成本=资源成本。
note-time_driven = 单位产能成本率=资源成本÷实际可用分钟。资源成本只含所列来源,不等于科室成本。
note-pathway = 路径成本=各资源单位产能成本率×每例分钟之和,不含药品和材料。

## 追溯

trace-object_unit_cost = { $name } 每{ $kind }成本
trace-object_without_drugs = { $name } 每{ $kind }成本(不含药)
trace-object_without_drugs_and_billed = { $name } 每{ $kind }成本(不含药品和单独收费材料)
trace-object_cost = { $name } { $kind }成本合计
trace-object_cost_without_drugs = { $name } { $kind }成本(不含药)
trace-object_cost_without_both = { $name } { $kind }成本(不含药品和单独收费材料)
trace-object_billed = { $name } { $kind }成本中的单独收费材料
trace-object_count = { $name } { $kind }数
trace-object_occupancy = { $name } 床位使用率({ $kind })
trace-object_ordered_part = { $name } 该类患者的开单收入({ $kind })
trace-object_ordered_all = { $name } 全部开单收入({ $kind })
trace-object_split = { $name } 归入{ $kind }的比例
trace-object_open_bed_days = { $name } 开放床日({ $kind })
trace-workload_row = 工作量:{ $period }
trace-work_not_counted = 未计入:最后一个有成本的日期之后
trace-open_beds = 开放床位
trace-calendar_days = 数据覆盖的日历天数
trace-unit_billed = { $name } 全成本中的单独收费材料
trace-item_after_level2 = { $name } 二级分摊后成本
trace-item_carved = { $name } 药品和单独收费材料
trace-item_pool = { $name } 项目总成本
trace-item_revenue = { $name } 项目收入合计
trace-item_executed = { $name } 执行收入(不含药品和单独收费材料)
trace-item_coverage = { $name } 项目收入占执行收入
trace-item_parameters = { $name } 全部项目的参数合计({ $method })
trace-billable_price = { $name } 价格
trace-billable_volume = { $name } 工作量
trace-billable_revenue = { $name } 项目收入
trace-billable_minutes = { $name } 每次用时(分钟)
trace-billable_equivalent = { $name } 成本当量值
trace-billable_parameter = { $name } 分配参数
trace-billable_share = { $name } 占比
trace-billable_total = { $name } 总成本
trace-billable_unit_cost = { $name } 单位成本
trace-billable_difference = { $name } 价格减单位成本
trace-billable_margin = { $name } 毛利率
trace-activity_cost = 作业“{ $name }”成本
trace-activity_volume = 作业“{ $name }”动因总量
trace-activity_rate = 作业“{ $name }”动因单位成本
trace-activity_use = 用到作业“{ $name }”
trace-activity_row = 作业动因:项目 { $item }
trace-activity_traced = 直接计入“{ $name }”
trace-activity_all_traced = 全部作业直接计入合计
trace-activity_rest = 按资源动因分配的部分
trace-activity_part_of_rest = 分得的部分
trace-resource_share = 资源动因占比
trace-resource_driver = 该作业的资源动因
trace-resource_driver_total = 全部作业的资源动因
trace-own_activity_volume = 该项目的作业动因量
trace-activity_share = 作业动因占比
trace-time_cost = { $name } 资源成本
trace-time_practical = { $name } 实际可用分钟
trace-time_rate = { $name } 单位产能成本率(元/分钟)
trace-time_rate_fen = { $name } 单位产能成本率
trace-time_used = { $name } 已用分钟
trace-time_unused = { $name } 闲置分钟
trace-time_used_cost = { $name } 已用产能成本
trace-time_unused_cost = { $name } 闲置产能成本
trace-time_use_rate = { $name } 产能利用率
trace-time_pathway_minutes = 路径“{ $name }”用时
trace-time_person = 人员薪酬:{ $role },第 { $row } 行(基本、绩效、社保合计)
trace-time_asset = 资产折旧:{ $code } { $name }
trace-time_stated = 填列成本
trace-minutes_per_case = 每例分钟
trace-pathway_cases = 例数
trace-fen_to_yuan = 分换算为元
trace-pathway_cost = 路径“{ $name }”每例成本
trace-pathway_total = 路径“{ $name }”总成本
trace-pathway_use = 用到资源“{ $name }”
