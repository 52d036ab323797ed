# 通用名称:成本项目、经费来源、科室类别、成本层级、杠杆、页面、导入表单、关键指标
item-labour = 人员经费
item-consumables = 卫生材料费
item-drugs = 药品费
item-depreciation = 固定资产折旧费
item-amortisation = 无形资产摊销费
item-risk_fund = 提取医疗风险基金
item-other = 其他运行费用

funding-operating = 自有资金及财政基本拨款
funding-fiscal_project = 财政项目拨款
funding-other_project = 非同级财政拨款项目
funding-research_teaching = 科教经费
funding-non_medical = 其他(资产处置、上缴上级、附属补助等)

class-administration = 行政后勤类
class-medical_support = 医疗辅助类
class-medical_technology = 医疗技术类
class-clinical = 临床服务类

level-medical_business = 医疗业务成本
level-medical = 医疗成本
level-medical_full = 医疗全成本
level-hospital_full = 医院全成本

lever-length_of_stay = 平均住院日
lever-cmi_by_mix = CMI(调整病种结构)
lever-cmi_by_coding = CMI(仅编码)
lever-price = 支付价格
lever-volume = 工作量(出院人次)
lever-wage = 薪酬水平
lever-drug_price = 药品价格
lever-material_price = 卫生材料价格
lever-fixed_cost = 固定成本

page-overview = 总览
page-data = 数据
page-costing = 成本
page-case_types = 病种
page-payment = 支付
page-break_even = 保本
page-scenarios = 方案
page-reports = 报告

form-departments = 科室字典
form-accounts = 科目对照
form-ledger = 支出明细
form-staff = 人员与薪酬
form-assets = 资产卡片
form-stock = 库存收发存
form-drivers = 分配参数
form-workload = 工作量
form-revenue = 医疗收入
form-other_income = 财政补助与其他收入
form-cases = 出院病例

kpi-surplus = 收支结余
kpi-inpatient_gap = 病例结余(支付减成本)
kpi-inpatient_revenue = 住院结算收入
kpi-inpatient_cost = 住院病例成本
kpi-contribution = 边际贡献
kpi-break_even = 保本工作量
kpi-margin_of_safety = 安全边际率
kpi-cmi = CMI
kpi-los = 平均住院日
kpi-cases = 出院人次
