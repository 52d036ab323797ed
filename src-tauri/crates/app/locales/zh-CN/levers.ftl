# 杠杆目录与方案

lever-stay_over_path = 超路径住院日
lever-day_surgery = 日间手术
lever-rehab_transfer = 康复期下转
lever-cmi_by_technique = CMI(开展新技术)
lever-cmi_by_elasticity = CMI(按弹性说法)
lever-coding_correction = 漏编、错编更正
lever-new_service = 新服务项目
lever-bed_service = 床位服务
lever-high_outliers = 高倍率病例占比
lever-low_outliers = 低倍率病例占比
lever-refusals = 医保拒付率
lever-special_review = 特病特议
lever-new_technology = 新技术单独支付
lever-fund_use = 门诊统筹基金使用率
lever-headcount = 人员编制
lever-expert_sourcing = 专家柔性引进
lever-bonus_share = 结余分配奖励
lever-drug_tender = 药品集采
lever-material_tender = 耗材集采
lever-unit_price = 单品采购价
lever-purchase_price = 集中采购降价
lever-cost_share = 药耗占比
lever-spd_days = 库存天数(SPD)
lever-pathway = 路径用药比例
lever-indication_check = 适应证审核
lever-mutual_recognition = 检查检验互认
lever-case_cost = 病组变动成本
lever-equipment_use = 设备利用率
lever-equipment_share = 设备共享
lever-equipment_lease = 设备租赁
lever-equipment_per_use = 设备按次付费
lever-energy = 能源节约
lever-outsourcing = 外包合同价
lever-account_cost = 科目成本
lever-added_income = 新增收入
lever-double_charge = 重复收费拦截
lever-split_admission = 分解住院拦截
lever-readmission = 30 天再入院率
lever-complication = 并发症率
lever_meaning-length_of_stay = 全院或一个病组的平均住院日达到目标:随床日变动的成本下降,床日腾出。腾出的床日只有在有等候病人时才能再利用。
lever_formula-length_of_stay = 成本按成本性态中随床日的部分 × 目标 ÷ 现在;再利用病例 = min(再利用比例 × 腾出床日 ÷ 平均住院日,等候人数)。
lever_meaning-cmi_by_mix = 总例数不变,病种结构向高权重病组倾斜,成本随之变动。
lever_formula-cmi_by_mix = 各病组例数系数 = 1 + λ(权重 − CMI),λ =(目标 − CMI)÷ 权重方差。
lever_meaning-cmi_by_coding = 病人不变,编码更完整:支付变动,成本不变。只能依据病历,高套和分解均属违规。
lever_formula-cmi_by_coding = 权重系数 = 目标 CMI ÷ 现在 CMI。
lever_meaning-price = 费率、点值或付费标准变动;可只对一个险种或一个病组。
lever_formula-price = 支付价格 × (1 + 变动)。
lever_meaning-volume = 出院人次变动;可只对一个病组。不能超过开放床位。
lever_formula-volume = 例数 × (1 + 变动);变动成本按成本性态随之变动。
lever_meaning-wage = 人员经费水平变动;可只对一个科室或服务单元。
lever_formula-wage = 人员经费 × (1 + 变动)。
lever_meaning-drug_price = 药品采购价变动,收费不变。
lever_formula-drug_price = 药品费 × (1 + 变动)。
lever_meaning-material_price = 卫生材料采购价变动,收费不变。
lever_formula-material_price = 卫生材料费 × (1 + 变动)。
lever_meaning-fixed_cost = 核算期间内增加或减少的固定成本。
lever_formula-fixed_cost = 成本变动 = 写明的金额。
lever_meaning-regional_pool = 区域总额固定:本院点数增加,全区域点值下降,收入增幅小于点数增幅。
lever_formula-regional_pool = 点值系数 = 1 ÷ (1 + 本院占比 × 本院点数增幅)。
lever_meaning-stay_over_path = 把超过临床路径标准住院日的天数压到标准以内。逐例计算,只动超标的病例。
lever_formula-stay_over_path = 节约床日 = Σ(住院日 − 路径标准,大于 0 的部分)× 执行率;成本按床日变动部分下降。
lever_meaning-day_surgery = 部分病例改为日间手术。写明每例节约额时,以该数代替住院日缩短带来的成本下降,不重复计算。
lever_formula-day_surgery = 腾出床日 = 例数 ×(平均住院日 − 日间住院日);节约 = 例数 × 每例节约额,未写时按床日变动成本。
lever_meaning-rehab_transfer = 病组的康复期转到康复机构:住院日缩短,费用随之下降,每例重新按支付规则判断是否成为低倍率。对方医院的盈亏不计入本院。
lever_formula-rehab_transfer = 费用系数 = 1 − 随住院日变动的费用占比 ×(1 − 新住院日 ÷ 原住院日);支付按政策包重新计算。
lever_meaning-cmi_by_technique = 开展新技术使病例进入更高权重的病组,同时写明耗材、人员和固定投入。培训、设备等一次性投入写在“一次性投入”。
lever_formula-cmi_by_technique = 权重系数 = 目标 CMI ÷ 现在 CMI;成本 = 例数 ×(每例耗材 + 每例人员)+ 年固定投入。
lever_meaning-cmi_by_elasticity = 引用“CMI 提高多少、支付增加多少”的说法时使用,作为单列收入,不经过病例。各处说法相互矛盾,见冲突对照表;采用前请用本院数据校准。
lever_formula-cmi_by_elasticity = 收入 = 基数 × 弹性 ×(目标 CMI − 原 CMI)÷ 原 CMI;基数未写时取住院收入。
lever_meaning-coding_correction = 按病历更正被漏编或编低的病例。只能依据病历,须留存审核记录。
lever_formula-coding_correction = 收入 = 例数 × 正确支付 × 少付比例;正确支付未写时 = 现例均支付 ÷(1 − 少付比例);减审核成本。
lever_meaning-new_service = 新开展的服务,例如特需门诊、高端体检、线上复诊、慢病管理包。收入与成本都单列,不摊入病例。
lever_formula-new_service = 收入 = 数量 × 单价;成本 = 数量 × 单位变动成本 + 年固定成本。
lever_meaning-bed_service = 医养结合病房、特需病房等按床收费的服务。床位使用率不能超过 100%。
lever_formula-bed_service = 收入 = 床位数 × 计价周期数 × 使用率 ×(单价 − 被替代的单价);成本 = 床周期 × 变动成本 + 年固定成本。
lever_meaning-high_outliers = 降低高倍率病例占比(如多学科会诊控制)。每个百分点的金额可以写明;不写时由现有病例计算。
lever_formula-high_outliers = 收入 =(原占比 − 新占比)× 100 × 每百分点金额;每百分点金额 = 病例数 × 1% ×(高倍率例均费用与支付之差 − 正常病例之差)。
lever_meaning-low_outliers = 通过编码与临床共同核查,找回因漏编而低付的病例。只能依据病历。
lever_formula-low_outliers = 收入 =(原占比 − 新占比)× 100 × 每百分点金额;每百分点金额 = 病例数 × 1% ×(低倍率例均支付标准与支付之差 − 正常病例之差)。
lever_meaning-refusals = 降低医保拒付率。基数未写时取基线中的医保基金支付。
lever_formula-refusals = 收入 =(原拒付率 − 新拒付率)× 申报金额。
lever_meaning-special_review = 费用特别高的病例申请特病特议,按评议结果支付。数量受当地配额限制。
lever_formula-special_review = 收入 = 申请例数 × 通过率 ×(评议支付 − 原支付)。
lever_meaning-new_technology = 不纳入病组支付、单独结算的新技术。须同时写明每例成本。
lever_formula-new_technology = 收入 = 例数 × 单价;成本 = 例数 × 每例成本 + 年固定成本。
lever_meaning-fund_use = 门诊统筹基金池中本单位使用的比例提高。
lever_formula-fund_use = 收入 =(新使用率 − 原使用率)× 基金池;成本 = 收入 × 变动成本占比。
lever_meaning-headcount = 增加或减少人员。每人成本未写时,取该科室工资表的人均人员经费。
lever_formula-headcount = 成本 = 折合人数变动 × 人均人员经费。
lever_meaning-expert_sourcing = 以坐诊、返聘等方式代替全职专家。
lever_formula-expert_sourcing = 成本变动 = 人数 ×(坐诊费用 − 全职薪酬)。
lever_meaning-bonus_share = 把一部分结余作为绩效发放。基数未写时取该病组、科室或全院的住院结余;没有结余则不发放。
lever_formula-bonus_share = 成本 = 结余 × 分配比例。
lever_meaning-drug_tender = 带量采购降低一部分药品的价格。零差率下收费同步下降:按项目付费的收入减少,按病组付费的收入不变。
lever_formula-drug_tender = 药品成本系数 = 1 + 价格变动 × 涉及份额;药品收费系数 = 1 + 价格变动 × 涉及份额 × 收费随动比例。
lever_meaning-material_tender = 带量采购降低一部分耗材的价格,单独收费的耗材收费同步下降。
lever_formula-material_tender = 耗材成本系数 = 1 + 价格变动 × 涉及份额;收费系数 = 1 + 价格变动 × 涉及份额 × 收费随动比例。
lever_meaning-unit_price = 某一品种的采购价变动,已知数量。
lever_formula-unit_price = 节约 =(原价 − 新价)× 数量;按项目付费部分的收入同额减少。
lever_meaning-purchase_price = 一类采购整体降价,已知年采购额。
lever_formula-purchase_price = 成本变动 = 年采购额 × 价格变动;按项目付费部分的收入同额变动。
lever_meaning-cost_share = 药品耗材占费用的比例下降。不得同时再用价格或用量杠杆计算同一笔节约。
lever_formula-cost_share = 成本变动 =(新占比 − 原占比)× 费用基数;基数未写时取住院费用。
lever_meaning-spd_days = 库存天数下降释放的资金是一次性现金,不是利润;只有资金成本的节约每年重复。
lever_formula-spd_days = 释放资金 = 日均消耗 ×(原天数 − 新天数);年节约 = 释放资金 × 资金成本率 + 其他节约 − 服务费。
lever_meaning-pathway = 路径规定的用药比例下降(如抗菌药物使用率)。
lever_formula-pathway = 节约 =(原比例 − 新比例)× 100 × 每百分点金额 × 执行率;按项目付费部分收入同额减少。
lever_meaning-indication_check = 拦截没有适应证的检查。按病组付费时节约边际成本;按项目付费时同时失去收费。
lever_formula-indication_check = 节约 = 数量 × 边际成本;收入减少 = 数量 × 收费 × 按项目付费占比。
lever_meaning-mutual_recognition = 认可外院结果,少做重复检查。计算同适应证审核。
lever_formula-mutual_recognition = 节约 = 数量 × 边际成本;收入减少 = 数量 × 收费 × 按项目付费占比。
lever_meaning-case_cost = 一个病组或科室的变动成本整体变动(如病例讨论、路径优化)。只动变动成本。
lever_formula-case_cost = 成本变动 = 变动成本 × 变动比例。
lever_meaning-equipment_use = 提高设备利用率。利用率不能超过 100%;折扣按全部检查计算。
lever_formula-equipment_use = 收入 = 能力 ×(新利用率 − 原利用率)× 单价 − 折扣 × 单价 × 新数量;成本 = 增加数量 × 单位变动成本。
lever_meaning-equipment_share = 不重复购置,把工作量送到共享平台。避免的购置额是一次性现金,不是利润。
lever_formula-equipment_share = 成本变动 = 数量 ×(结算价 − 节约的变动成本)− 避免的折旧 − 避免的维保。
lever_meaning-equipment_lease = 以年租金代替自有设备的折旧和维保。
lever_formula-equipment_lease = 成本变动 = 年租金 − 避免的折旧 − 避免的维保。
lever_meaning-equipment_per_use = 按使用次数付费,代替自有设备。
lever_formula-equipment_per_use = 成本变动 = 每次费用 × 次数 − 避免的折旧 − 避免的维保。
lever_meaning-energy = 节能改造的年节约额;改造投入写在“一次性投入”,可约定一部分奖励后勤人员。
lever_formula-energy = 成本变动 = −年节约额 + 年节约额 × 奖励比例。
lever_meaning-outsourcing = 外包合同换价。
lever_formula-outsourcing = 成本变动 = 新合同价 − 原合同价。
lever_meaning-account_cost = 某一会计科目或成本项目的账面成本按比例变动,作为单列成本,不摊入病例。
lever_formula-account_cost = 成本变动 = 账面金额 × 变动比例。
lever_meaning-added_income = 已知年额的新增收入,例如中医适宜技术、补助。
lever_formula-added_income = 收入 = 年额;减写明的年成本。
lever_meaning-double_charge = 事前拦截重复收费,减少的是预期罚款。没有处罚历史就不能计算。
lever_formula-double_charge = 预期节约 = 拦截数 ×(以往被罚数 ÷ 以往发生数)× 每件罚款。
lever_meaning-split_admission = 事前拦截分解住院,减少的是预期罚款。没有处罚历史就不能计算。
lever_formula-split_admission = 预期节约 = 拦截数 ×(以往被罚数 ÷ 以往发生数)× 每件罚款。
lever_meaning-readmission = 再入院减少:节约成本,同时失去相应支付;项目投入写明。
lever_formula-readmission = 变动 = 避免例数 ×(每例成本 − 每例支付)− 项目成本。
lever_meaning-complication = 并发症减少:节约成本,同时失去相应支付;增加的人员等投入写明。
lever_formula-complication = 变动 = 避免例数 ×(每例成本 − 每例支付)− 项目成本。

lever_parameter-refill_share = 再利用床日比例
lever_parameter-demand_cases = 年等候人数
lever_parameter-compliance = 执行率
lever_parameter-stay_after = 日间住院日
lever_parameter-saving_per_case = 每例节约额
lever_parameter-charge_share = 随住院日变动的费用占比
lever_parameter-partner_payment = 对方医院每例支付
lever_parameter-partner_cost = 对方医院每例成本
lever_parameter-cases = 年例数
lever_parameter-consumables_per_case = 每例耗材
lever_parameter-labour_per_case = 每例人员
lever_parameter-fixed_per_year = 年固定成本
lever_parameter-elasticity = 弹性
lever_parameter-cmi_before = 原 CMI
lever_parameter-base = 基数
lever_parameter-loss_share = 少付比例
lever_parameter-right_payment = 正确支付
lever_parameter-audit_cost_per_case = 每例审核成本
lever_parameter-price = 单价
lever_parameter-variable_per_unit = 单位变动成本
lever_parameter-bed_price = 每床每周期单价
lever_parameter-occupancy = 床位使用率
lever_parameter-displaced_price = 被替代的单价
lever_parameter-variable_per_period = 每床每周期变动成本
lever_parameter-periods = 年计价周期数(按日 365,按月 12)
lever_parameter-share_before = 原占比
lever_parameter-money_per_point = 每百分点金额
lever_parameter-rate_before = 原比率
lever_parameter-claimed = 申报金额
lever_parameter-granted_per_case = 评议支付
lever_parameter-paid_per_case = 原支付
lever_parameter-acceptance = 通过率
lever_parameter-cost_per_case = 每例成本
lever_parameter-use_before = 原使用率
lever_parameter-pool = 基金池
lever_parameter-variable_share = 变动成本占比
lever_parameter-cost_per_fte = 人均人员经费
lever_parameter-full_time_pay = 全职薪酬
lever_parameter-sessional_pay = 坐诊费用
lever_parameter-share = 涉及份额
lever_parameter-billed_follows = 收费随动比例
lever_parameter-price_before = 原价
lever_parameter-units = 数量
lever_parameter-by_item_share = 按项目付费占比
lever_parameter-purchases = 年采购额
lever_parameter-days_before = 原天数
lever_parameter-daily_use = 日均消耗
lever_parameter-cost_of_capital = 资金成本率
lever_parameter-service_fee = 年服务费
lever_parameter-other_savings = 其他年节约
lever_parameter-marginal_cost = 边际成本
lever_parameter-charge_per_unit = 单位收费
lever_parameter-capacity_units = 年能力
lever_parameter-discount = 折扣
lever_parameter-transfer_price = 结算价
lever_parameter-variable_saved = 节约的单位变动成本
lever_parameter-depreciation_avoided = 避免的年折旧
lever_parameter-upkeep_avoided = 避免的年维保
lever_parameter-purchase_avoided = 避免的购置额
lever_parameter-staff_share = 奖励比例
lever_parameter-cost_per_year = 年成本
lever_parameter-penalty_per_event = 每件罚款
lever_parameter-penalised_before = 以往被罚数
lever_parameter-events_before = 以往发生数
lever_parameter-payment_per_case = 每例支付
lever_parameter-programme_cost = 年项目成本

lever_family-stay = 住院日与床位
lever_family-mix = 病例结构与编码
lever_family-activity = 工作量与新服务
lever_family-payment = 支付与结算
lever_family-people = 人员
lever_family-purchasing = 药品、耗材与库存
lever_family-usage = 检查检验与路径
lever_family-equipment = 设备
lever_family-overhead = 后勤与其他
lever_family-compliance = 合规与质量

guard-readmission = 30 天再入院率
guard-complication = 并发症率
guard-low_outliers = 低倍率病例占比
guard-refusal = 医保拒付率
guard-satisfaction = 患者满意度

lever_target-all = 全院
lever_target-group = 病组
lever_target-department = 科室
lever_target-scheme = 险种
lever_target-item = 成本项目
lever_target-service_unit = 服务单元
lever_target-account = 会计科目

lever_unit-days = 天
lever_unit-weight = 权重
lever_unit-share = %
lever_unit-change = ±%
lever_unit-yuan = 元
lever_unit-count = 数量
lever_unit-difference = ±数量
lever_unit-factor = 系数

